package dev.triptych.rehearsal.reply;

import dev.triptych.rehearsal.bank.Signature;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a request wants, read from its messages as a model would.
 *
 * @param instruction the system message, and what stands before the question
 * @param signature the head that the program must have; empty where none is stated
 * @param question the text between the question's tags, or the whole message
 */
record Prompt(Task task, String message, String instruction, String signature, String question) {
    /** The steps that ask a teacher. */
    enum Task {
        DRAFT_FROM_DOCUMENTATION("Below is documentation of a Python library"),
        DRAFT_FROM_SNIPPET("Below is a code snippet"),
        SOLVE("Write the solution of this question"),
        RESPOND("Solve this question"),
        WRITE_TESTS("Write a pytest suite for this question"),
        STRENGTHEN_TESTS("Strengthen the pytest suite of this question"),
        COMPLETION_STYLE("Rewrite this question as a Python completion prompt"),
        STDIO_STYLE("Rewrite this question as one about a program"),
        CLARIFY("Clarify this question"),
        HARDER("Write a harder variant of this question"),
        EASIER("Write an easier variant of this question"),
        GENERATE_INPUTS("Write a generator of inputs for this question"),
        VALIDATE_INPUTS("Write a validator of inputs for this question"),
        JUDGE_DUPLICATE("Do these two questions ask for the same"),
        LABEL("Rate this question"),
        /** The beginning of a user's message, to be continued. */
        PREFILL("Write a function to", "Write a Python function", "Create a function that"),
        UNKNOWN();

        private final String[] beginnings;

        Task(String... beginnings) {
            this.beginnings = beginnings;
        }

        private static Task of(String message) {
            for (Task task : values()) {
                for (String beginning : task.beginnings) {
                    if (message.startsWith(beginning)) {
                        return task;
                    }
                }
            }
            return UNKNOWN;
        }
    }

    private static final String QUESTION = "question";
    /** The entry point of a question about a program. */
    static final String STDIO = "reads stdin, writes stdout";

    private static final Pattern SIGNATURE =
            Pattern.compile("(?:defines the function|asks for the function|the `def` line of) `([^`]+)`");
    private static final Pattern CPP = Pattern.compile("```cpp|\\bC\\+\\+");

    static Prompt read(String system, String message) {
        String text = message.strip();
        Matcher found = SIGNATURE.matcher(text);
        String signature = found.find() ? found.group(1).strip() : "";
        return new Prompt(
                Task.of(text),
                text,
                system + text.split("\n<" + QUESTION + ">\n", 2)[0],
                signature.equals(STDIO) ? "" : signature,
                section(QUESTION, text));
    }

    /** The text between the first such tags that stand on lines of their own; the whole message without them. */
    static String section(String tag, String text) {
        String open = "\n<" + tag + ">\n";
        int from = text.indexOf(open);
        int to = from < 0 ? -1 : text.indexOf("\n</" + tag + ">", from);
        return to < 0 ? text : text.substring(from + open.length(), Math.max(to, from + open.length()));
    }

    Wanted wanted() {
        return new Wanted(
                CPP.matcher(instruction).find() ? Wanted.Language.CPP : Wanted.Language.PYTHON,
                instruction.contains(STDIO),
                Signature.read(signature));
    }
}
