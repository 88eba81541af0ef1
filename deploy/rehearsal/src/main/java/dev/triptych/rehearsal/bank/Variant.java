package dev.triptych.rehearsal.bank;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is made of a family's problem; a question says it in a paragraph of its own, whose first sentence tells it. */
public enum Variant {
    /** All inputs are of moderate size; the suite asks for no others, so what is right or wrong stays so. */
    EASIER("This is an easier version: all inputs are of moderate size.") {
        @Override
        String details(Problem problem, Signature signature) {
            return " Every integer fits into 64 bits with its sign; no text, list or dictionary is longer than "
                    + MODERATE_LENGTH + ".";
        }
    },
    /** Many cases at once, see {@link Batch}. */
    HARDER("All of the above is about one case; this harder version solves many at once.") {
        @Override
        String details(Problem problem, Signature signature) {
            return " Implement `%s`. Each argument is now a list with one item for each case, all of them equally long; the result is the list of what `%s` gives for each case, in order. Without cases it is empty."
                    .formatted(signature.text(), Batch.one(signature.name()));
        }
    },
    /** Results of edge cases are shown. */
    CLARIFIED("To leave no edge case open, these are right results:") {
        @Override
        String details(Problem problem, Signature signature) {
            return Stream.concat(Stream.of(problem.trivial()), problem.examples().stream())
                    .map(call ->
                            "\n- `" + call.of(signature.name()) + "` gives " + Python.literal(problem.answer(call)))
                    .collect(Collectors.joining());
        }
    },
    /** The answer is a program, not a function, see {@link Lines}. */
    STDIO(
            "The solution is a program that reads the arguments from standard input and writes the result to standard output.") {
        @Override
        String details(Problem problem, Signature signature) {
            Call example = problem.examples().getFirst();
            return " " + Lines.explained(problem.signature(0)) + "\n\nExample input:\n\n"
                    + Lines.input(example).indent(4) + "\nExample output:\n\n"
                    + Lines.of(problem.answer(example)).indent(4).stripTrailing();
        }
    };

    /** Of a text, a list or a dictionary in an {@link #EASIER} question, at most. */
    static final int MODERATE_LENGTH = 1000;

    private final String sentence;

    Variant(String sentence) {
        this.sentence = sentence;
    }

    /** What the paragraph says of this problem after its first sentence; {@code signature} is that of the question. */
    abstract String details(Problem problem, Signature signature);

    /** The paragraph to add to a question about {@code problem}, which is of this variant. */
    public String paragraph(Problem problem, Signature signature) {
        return sentence + details(problem, signature);
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What stands before this variant's paragraph. */
    public String before(String text) {
        int at = text.indexOf(sentence);
        return at < 0 ? text : text.substring(0, at).strip();
    }

    /** Whether a text says that it is of this variant, however it is broken into lines. */
    public boolean isIn(String text) {
        return statedIn(Bank.fold(text)).contains(this);
    }

    /** @param folded a text with its white space folded */
    static Set<Variant> statedIn(String folded) {
        return Arrays.stream(values())
                .filter(variant -> folded.contains(variant.sentence))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Variant.class)));
    }
}
