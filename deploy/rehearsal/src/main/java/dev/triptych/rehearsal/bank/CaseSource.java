package dev.triptych.rehearsal.bank;

import java.util.List;
import java.util.stream.Collectors;

/** Python about the inputs of a problem in {@link Variant#STDIO its stdio form}: what makes them, what says which are legal. */
public final class CaseSource {
    private static final int INPUTS = 12;
    private static final int CASES_MAX = 6;

    private static final String MODERATE = """
            def moderate(value):
                if isinstance(value, int):
                    return -2**63 <= value < 2**63
                parts = [*value, *value.values()] if isinstance(value, dict) else value
                return len(value) <= %d and (isinstance(value, str) or all(moderate(part) for part in parts))


            """.formatted(Variant.MODERATE_LENGTH);

    private final Problem problem;
    private final Signature one;
    private final Signature whole;

    public CaseSource(Problem problem) {
        this.problem = problem;
        this.one = problem.family().signature(0);
        this.whole = problem.signature(0);
    }

    /** {@code generate(seed)} returns legal inputs that differ by the seed. */
    public String generator() {
        return generating("""
                def generate(seed):
                    source = random.Random(seed)
                    return [input_text(*$draw(source)) for _ in range($inputs)]
                """);
    }

    /** Generators that make one input again and again. */
    public List<String> monotonousGenerators() {
        return List.of(generating("""
                        def generate(seed):
                            return [input_text(*$draw(random.Random(42))) for _ in range($inputs)]
                        """), generating("""
                        def generate(seed):
                            text = input_text(*$draw(random.Random(1)))
                            return [text] * $inputs
                        """));
    }

    /** Generators whose inputs go on after the last argument: several cases in one input, or a line that ends it. */
    public List<String> illegalGenerators() {
        return List.of(generating("""
                        def generate(seed):
                            source = random.Random(seed)
                            return [input_text(*$draw(source)) + input_text(*$draw(source)) for _ in range($inputs)]
                        """), generating("""
                        def generate(seed):
                            source = random.Random(seed)
                            return [input_text(*$draw(source)) + 'END\\n' for _ in range($inputs)]
                        """));
    }

    /** {@code validate(input)} says whether the statement allows this input. */
    public String validator() {
        return validating("input_text(%s) == input and %s".formatted(names(), allowed()));
    }

    /** Validators that accept whatever they are given. */
    public List<String> laxValidators() {
        return List.of(
                "def validate(input):\n    return isinstance(input, str)\n",
                "def validate(input):\n    lines = input.split('\\n')\n    return len(lines) >= 0\n");
    }

    /** A validator that expects the last line to have no end, and so refuses every legal input. */
    public List<String> strictValidators() {
        return List.of(
                validating("input_text(%s) == input.rstrip('\\n') and %s".formatted(names(), allowed())),
                "def validate(input):\n    return False\n");
    }

    private String generating(String generate) {
        String draw = "draw";
        StringBuilder source = new StringBuilder("import random\n\n\n").append(problem.generator());
        if (problem.is(Variant.HARDER)) {
            source.append("""


                    def draw_cases(random):
                        cases = [draw(random) for _ in range(random.randint(0, %d))]
                        return [[case[at] for case in cases] for at in range(%d)]""".formatted(CASES_MAX, one.arguments().size()));
            draw = "draw_cases";
        }
        return source.append("\n\n\n").append(inputText())
                + "\n\n"
                + generate.replace("$draw", draw).replace("$inputs", String.valueOf(INPUTS));
    }

    private String validating(String condition) {
        String moderate = problem.is(Variant.EASIER) ? MODERATE : "";
        return problem.validator() + "\n\n\n" + moderate + PythonLines.readers(whole.types()) + "\n\n" + inputText()
                + """


                def validate(input):
                    lines = iter(input.split('\\n'))
                    try:
                %s    except (StopIteration, ValueError, KeyError):
                        return False
                    return bool(%s)
                """.formatted(PythonLines.reading(whole).indent(8), condition);
    }

    private String inputText() {
        return PythonLines.writers(whole.types()) + "\n\ndef input_text(" + names() + "):\n    return "
                + PythonLines.showing(whole) + "\n";
    }

    private String names() {
        return String.join(", ", whole.arguments());
    }

    /** An expression over the arguments as they were read. */
    private String allowed() {
        String valid = problem.is(Variant.HARDER)
                ? whole.arguments().stream()
                                .map(name -> "len(" + name + ")")
                                .collect(Collectors.joining(", ", "len({", "}) == 1"))
                        + " and all(valid(*case) for case in zip(" + names() + "))"
                : "valid(" + names() + ")";
        return problem.is(Variant.EASIER) ? "moderate([" + names() + "]) and " + valid : valid;
    }
}
