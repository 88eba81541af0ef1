package dev.triptych.syntax;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The program in a reply, or why there is none. */
public sealed interface CodeChoice {
    /** It parses and is what was wanted. */
    record Chosen(PythonSource program) implements CodeChoice {}

    /** The reply holds nothing that may be a Python program. */
    record NoCode() implements CodeChoice {}

    /** Nothing in it parses; {@code code} is its last block. */
    record Broken(String code, SyntaxProblem problem) implements CodeChoice {}

    /** What parses is not what was wanted; {@code program} is the last block that parses. */
    record Other(PythonSource program) implements CodeChoice {}

    /** As {@link #of(String, Predicate)}, wanting a program that defines {@code name} itself. */
    static CodeChoice of(String text, String name) {
        return of(text, program -> program.defines(name));
    }

    /**
     * The last code block that parses and is wanted; blocks that say that they are another language count only when no
     * other is. A text without a block counts as one when it parses and is wanted. Of many blocks, the last 20 are tried.
     */
    static CodeChoice of(String text, Predicate<PythonSource> wanted) {
        List<Fence> fences = Fences.of(text).reversed();
        if (fences.isEmpty()) {
            PythonSource whole =
                    PythonSource.parse(text.strip().replace("\r\n", "\n").replace('\r', '\n') + "\n");
            return whole.parses() && wanted.test(whole) ? new Chosen(whole) : new NoCode();
        }
        List<PythonSource> python = programs(fences, true);
        Optional<PythonSource> chosen = chosen(python, wanted).or(() -> chosen(programs(fences, false), wanted));
        if (chosen.isPresent()) {
            return new Chosen(chosen.get());
        }
        if (python.isEmpty()) {
            return new NoCode();
        }
        return python.stream()
                .filter(PythonSource::parses)
                .findFirst()
                .<CodeChoice>map(Other::new)
                .orElseGet(() -> {
                    PythonSource last = python.getFirst();
                    return new Broken(last.text(), last.problem().orElseThrow());
                });
    }

    private static List<PythonSource> programs(List<Fence> fences, boolean python) {
        int programsMax = 20;
        return fences.stream()
                .filter(fence -> fence.mayBePython() == python && !fence.code().isBlank())
                .limit(programsMax)
                .map(fence -> PythonSource.parse(fence.code()))
                .toList();
    }

    private static Optional<PythonSource> chosen(List<PythonSource> programs, Predicate<PythonSource> wanted) {
        return programs.stream()
                .filter(program -> program.parses() && wanted.test(program))
                .findFirst();
    }
}
