package dev.triptych.verifier.program;

import dev.triptych.contracts.verify.Limits;
import dev.triptych.verifier.queue.Key;
import dev.triptych.verifier.queue.Shared;
import dev.triptych.verifier.sandbox.CppStandard;
import dev.triptych.verifier.sandbox.CppTools;
import dev.triptych.verifier.sandbox.Role;
import dev.triptych.verifier.sandbox.Run;
import dev.triptych.verifier.sandbox.Sandbox;
import dev.triptych.verifier.sandbox.SandboxException;
import dev.triptych.verifier.sandbox.StopException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Compiles C++ in jails, under limits of its own, and keeps what it made: the same source is compiled once, also when many
 * ask for it at the same moment.
 */
public final class Compiler {
    /** What a compiler may use; its output is its diagnostics. It never waits, so wall time says only how busy the host is. */
    public static final Limits LIMITS = new Limits(10, 300, 1_024, 1);

    public static final long CACHE_BYTES = 128L << 20;

    private static final int DIAGNOSTICS_BYTES_MAX = 64 * 1024;
    private static final int MADE_BYTES_MAX = 16 << 20;
    private static final String SOLUTION = "solution.cpp";
    private static final String OBJECT = "solution.o";
    private static final String PROGRAM = "a.out";
    private static final String SELF_TEST = "#include <cstdio>\nint main() { std::puts(\"compiled\"); }\n";
    private static final String SELF_TEST_SAYS = "compiled\n";
    /** What the compiler says where a limit on its address space stopped it, and no control group did. */
    private static final List<String> OUT_OF_MEMORY = List.of("out of memory allocating", "virtual memory exhausted");

    /** A program that was linked with another one is another program. */
    private static final String JUDGES_PART =
            Key.of("checks").add(TestUnits.judgesPart()).key().sha256();

    private final Sandbox sandbox;
    private final Limits limits;
    private final Optional<BinaryFolder> folder;
    private final Shared<Compiled> programs;
    private final Shared<TestUnit> units;
    private @Nullable Set<String> libraryNames;

    /** @param cacheBytes how much of what was made is kept in memory */
    public Compiler(Sandbox sandbox, Limits limits, long cacheBytes) {
        this(sandbox, limits, cacheBytes, Optional.empty());
    }

    /** @param folder where programs outlast this service; empty where they do not */
    public Compiler(Sandbox sandbox, Limits limits, long cacheBytes, Optional<BinaryFolder> folder) {
        this.sandbox = sandbox;
        this.limits = limits;
        this.folder = folder;
        this.programs = new Shared<>(cacheBytes / 2, Compiled::bytes, Compiled::lasting);
        this.units = new Shared<>(
                cacheBytes / 2, TestUnit::bytes, unit -> unit.object().lasting());
    }

    /** With limits and a cache as the service has them without configuration. */
    public Compiler(Sandbox sandbox) {
        this(sandbox, LIMITS, CACHE_BYTES);
    }

    /** What the programs take that are kept in memory. */
    public long keptBytes() {
        return programs.bytes() + units.bytes();
    }

    /** Why no C++ can be compiled although there is a compiler; empty also where there is none. */
    public Optional<String> failure() {
        if (sandbox.toolchain().cpp().isEmpty()) {
            return Optional.empty();
        }
        // Compiled in earnest: what was kept would tell of an earlier compiler.
        Compiled made = program(tools(), CppStandard.CPP_17, SELF_TEST, limits, () -> false);
        if (made.binary().isEmpty()) {
            return Optional.of("C++ compiler in a jail: " + made.compile().ending() + " " + made.diagnostics());
        }
        try (PreparedProgram binary =
                PreparedProgram.binary(sandbox, made.binary().get(), Map.of(), limits, () -> false)) {
            binary.run(new byte[0], List.of(), List.of());
            String said = new String(binary.lastJail().stdout().head(), StandardCharsets.UTF_8);
            return said.equals(SELF_TEST_SAYS) ? Optional.empty() : Optional.of("C++ program in a jail: says " + said);
        } catch (StopException e) {
            return Optional.of("C++ program in a jail: " + e.reason());
        }
    }

    /**
     * Makes a program of one source.
     *
     * @param wanted limits that were asked for; of them only the CPU time is held, and memory where it is more
     * @throws SandboxException when there is no compiler
     */
    public Compiled program(CppStandard standard, String source, Limits wanted, BooleanSupplier cancelled) {
        CppTools tools = tools();
        Limits held = new Limits(
                wanted.cpuSeconds(),
                Math.max(wanted.wallSeconds(), limits.wallSeconds()),
                Math.max(wanted.memoryMib(), limits.memoryMib()),
                limits.outputMib());
        Key key =
                key("program", tools, standard).add(held.toString()).add(source).key();
        return programs.get(key, cancelled, gone -> made(key, () -> program(tools, standard, source, held, gone)))
                .value();
    }

    /**
     * Makes a program of a suite and a solution that were compiled apart. What the solution defines is seen by the suite
     * only where the suite lacks it and no library has it: it cannot take the place of anything.
     *
     * @param suite as {@code CppSuite} writes it
     * @throws SandboxException when there is no compiler
     */
    public Compiled suite(CppStandard standard, String solution, String suite, BooleanSupplier cancelled) {
        CppTools tools = tools();
        Key key = key("suite", tools, standard)
                .add(limits.toString())
                .add(suite)
                .add(solution)
                .key();
        return programs.get(key, cancelled, gone -> made(key, () -> suite(tools, standard, solution, suite, gone)))
                .value();
    }

    private Compiled suite(
            CppTools tools, CppStandard standard, String solution, String suite, BooleanSupplier cancelled) {
        sandbox.keepCompiler(standard);
        Key key = key("unit", tools, standard).add(suite).key();
        TestUnit unit = units.get(key, cancelled, gone -> TestUnits.compile(this, tools, standard, suite, gone))
                .value();
        return unit.object().binary().isEmpty() ? unit.object() : link(tools, standard, solution, unit, cancelled);
    }

    /** What an earlier service left, or what {@code work} makes now. */
    private Compiled made(Key key, Supplier<Compiled> work) {
        Optional<Compiled> kept = folder.flatMap(binaries -> binaries.find(key));
        if (kept.isPresent()) {
            return kept.get();
        }
        Compiled made = work.get();
        folder.ifPresent(binaries -> binaries.keep(key, made));
        return made;
    }

    /** Steps in a compiler's jail. */
    interface Steps {
        /** What was made; the diagnostics are what the jail printed on stderr. */
        byte[] make(ProcessJail jail) throws StopException, RefusedException;
    }

    /** A compiler or a linker said no. */
    static final class RefusedException extends Exception {
        RefusedException() {
            super(null, null, false, false);
        }
    }

    /** Has {@code steps} done in a jail of their own. */
    Compiled inJail(Compiled.Part part, Limits held, Steps steps, BooleanSupplier cancelled) {
        try (Run run = sandbox.open(held, cancelled)) {
            ProcessJail jail = new ProcessJail(run, Role.NATIVE, DIAGNOSTICS_BYTES_MAX);
            run.go();
            Optional<byte[]> made = Optional.empty();
            Ending ending = Ending.EXITED;
            try {
                made = Optional.of(steps.make(jail));
                run.settle();
            } catch (RefusedException e) {
                ending = outOfMemory(jail) ? Ending.MEMORY_LIMIT : Ending.REFUSED_BY_COMPILER;
            } catch (StopException e) {
                ending = Ending.of(e.verdict());
                made = Optional.empty();
            }
            int code = ending == Ending.EXITED ? 0 : 1;
            return new Compiled(part, Execution.of(ending, code, run, jail.jail()), made);
        }
    }

    Compiled inJail(Compiled.Part part, Steps steps, BooleanSupplier cancelled) {
        return inJail(part, limits, steps, cancelled);
    }

    /** The compiler's command line up to what is to be compiled. */
    List<String> command(CppTools tools, CppStandard standard) {
        List<String> command = new ArrayList<>(List.of(tools.compiler().toString()));
        command.addAll(tools.options(standard));
        sandbox.headers().ifPresent(headers -> command.add("-I" + headers.inJail(standard)));
        // What a program includes is not shown: it may be what it should not see.
        command.addAll(List.of("-fdiagnostics-color=never", "-fno-diagnostics-show-caret", "-fmax-errors=20"));
        return command;
    }

    /** Runs one command that must succeed. */
    static void run(ProcessJail jail, List<String> command) throws StopException, RefusedException {
        jail.execute(command, new byte[0]).send();
        if (jail.ended() != 0) {
            throw new RefusedException();
        }
    }

    static void put(ProcessJail jail, String name, byte[] content) throws StopException, RefusedException {
        jail.write(name, content).send();
        if (jail.answer().isEmpty()) {
            throw new RefusedException();
        }
    }

    static byte[] fetch(ProcessJail jail, String name) throws StopException, RefusedException {
        jail.read(name, MADE_BYTES_MAX).send();
        return jail.answer().orElseThrow(RefusedException::new);
    }

    private Compiled program(
            CppTools tools, CppStandard standard, String source, Limits held, BooleanSupplier cancelled) {
        sandbox.keepCompiler(standard);
        List<String> command = command(tools, standard);
        command.addAll(tools.linkOptions());
        command.addAll(List.of(SOLUTION, "-o", PROGRAM));
        command.addAll(CppTools.libraries(source));
        return inJail(
                Compiled.Part.SOLUTION,
                held,
                jail -> {
                    put(jail, SOLUTION, source.getBytes(StandardCharsets.UTF_8));
                    run(jail, command);
                    return fetch(jail, PROGRAM);
                },
                cancelled);
    }

    private Compiled link(
            CppTools tools, CppStandard standard, String solution, TestUnit unit, BooleanSupplier cancelled) {
        List<String> compile = command(tools, standard);
        compile.addAll(List.of("-c", SOLUTION, "-o", OBJECT));
        Compiled made = inJail(
                Compiled.Part.SOLUTION,
                jail -> {
                    put(jail, SOLUTION, solution.getBytes(StandardCharsets.UTF_8));
                    run(jail, compile);
                    return fetch(jail, OBJECT);
                },
                cancelled);
        if (made.binary().isEmpty()) {
            return made;
        }
        byte[] object = made.binary().get();
        if (ObjectFile.runsWhileLoaded(object)) {
            return made.refused("error: ifunc and target_clones are not for this style");
        }
        return inJail(
                Compiled.Part.LINK,
                jail -> TestUnits.link(jail, tools, unit, object, CppTools.libraries(solution)),
                cancelled);
    }

    private static boolean outOfMemory(ProcessJail jail) {
        String said = new String(jail.jail().stderr().head(), StandardCharsets.UTF_8);
        return OUT_OF_MEMORY.stream().anyMatch(said::contains);
    }

    /** Asked of the tools once. */
    synchronized Set<String> libraryNames(CppTools tools) {
        if (libraryNames == null) {
            libraryNames = Set.copyOf(tools.libraryNames());
        }
        return libraryNames;
    }

    private CppTools tools() {
        return sandbox.toolchain()
                .cpp()
                .orElseThrow(() -> new SandboxException(
                        "language cpp: no C++ compiler below /usr; install one or set triptych.verifier.cpp-compiler"));
    }

    private static Key.Builder key(String what, CppTools tools, CppStandard standard) {
        return Key.of(what)
                .add(tools.toString())
                .add(tools.options(standard).toString())
                .add(tools.linkOptions().toString())
                .add(JUDGES_PART);
    }
}
