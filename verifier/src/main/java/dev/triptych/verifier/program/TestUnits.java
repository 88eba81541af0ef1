package dev.triptych.verifier.program;

import dev.triptych.verifier.program.Compiler.RefusedException;
import dev.triptych.verifier.sandbox.CppStandard;
import dev.triptych.verifier.sandbox.CppTools;
import dev.triptych.verifier.sandbox.StopException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

/** Compiles suites, and links them with solutions. */
final class TestUnits {
    private static final String SOURCE = "tests.cpp";
    private static final String OBJECT = "tests.o";
    private static final String SOLUTION = "solution.o";
    private static final String CONFINED = "confined.o";
    private static final String NAMES = "names";
    private static final String PROGRAM = "a.out";
    /** The judge's part of the program: see {@code checks.c}. */
    private static final String CHECKS = "/native/checks.o";

    /** What of it a solution might call: under another name nothing defines it, and the linker says so. */
    private static final List<String> JUDGES_NAMES =
            List.of("triptych_check", "triptych_canary", "__wrap_main", "__real_main");

    private static final String NM = "/usr/bin/nm";
    private static final String OBJCOPY = "/usr/bin/objcopy";

    private TestUnits() {}

    /** The judge's part itself. */
    static byte[] judgesPart() {
        try (InputStream part = TestUnits.class.getResourceAsStream(CHECKS)) {
            if (part == null) {
                throw new IllegalStateException("the build lacks " + CHECKS);
            }
            return part.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static TestUnit compile(
            Compiler compiler, CppTools tools, CppStandard standard, String suite, BooleanSupplier cancelled) {
        List<String> command = compiler.command(tools, standard);
        command.addAll(List.of("-c", SOURCE, "-o", OBJECT));
        AtomicReference<List<String>> lacking = new AtomicReference<>(List.of());
        Compiled object = compiler.inJail(
                Compiled.Part.TESTS,
                jail -> {
                    Compiler.put(jail, SOURCE, suite.getBytes(StandardCharsets.UTF_8));
                    Compiler.run(jail, command);
                    lacking.set(lacking(jail, compiler.libraryNames(tools)));
                    return Compiler.fetch(jail, OBJECT);
                },
                cancelled);
        return new TestUnit(object, lacking.get());
    }

    /** The compile before printed nothing on stdout: it has nothing to print there. */
    private static List<String> lacking(ProcessJail jail, Set<String> libraries)
            throws StopException, RefusedException {
        jail.jail().stdout().reset();
        Compiler.run(jail, List.of(NM, "--undefined-only", "--just-symbols", OBJECT));
        String names = new String(jail.jail().stdout().head(), StandardCharsets.UTF_8);
        return names.lines()
                .map(String::strip)
                .filter(name -> !name.isEmpty() && !libraries.contains(name) && !name.startsWith("triptych_"))
                .toList();
    }

    /**
     * What the solution defines becomes its own, except what the suite lacks; its sections that would share code with
     * the suite, or run before the judge's part, lose that meaning.
     */
    static byte[] link(ProcessJail jail, CppTools tools, TestUnit unit, byte[] solution, List<String> libraries)
            throws StopException, RefusedException {
        Compiler.put(jail, OBJECT, unit.object().binary().orElseThrow());
        Compiler.put(jail, SOLUTION, solution);
        // A list that is empty would keep everything.
        String names = unit.lacking().isEmpty() ? "-\n" : String.join("\n", unit.lacking()) + "\n";
        Compiler.put(jail, NAMES, names.getBytes(StandardCharsets.UTF_8));
        List<String> confine = new ArrayList<>(List.of(
                OBJCOPY,
                "--remove-section=.group",
                "--remove-section=.preinit_array",
                "--remove-section=.rela.preinit_array",
                "--keep-global-symbols=" + NAMES));
        JUDGES_NAMES.forEach(name -> confine.add("--redefine-sym=" + name + "=not_for_solutions." + name));
        confine.addAll(List.of(SOLUTION, CONFINED));
        Compiler.run(jail, confine);
        List<String> command = new ArrayList<>(List.of(tools.compiler().toString()));
        command.addAll(tools.linkOptions());
        command.addAll(List.of("-Wl,--wrap=main", CHECKS, OBJECT, CONFINED, "-o", PROGRAM));
        command.addAll(libraries);
        Compiler.run(jail, command);
        return Compiler.fetch(jail, PROGRAM);
    }
}
