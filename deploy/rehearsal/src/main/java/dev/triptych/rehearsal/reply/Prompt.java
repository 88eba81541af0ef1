package dev.triptych.rehearsal.reply;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a request wants, read from the user's message as a model would.
 *
 * @param signature the head that the program must have; empty in drafts
 * @param question the text between the question's tags, or the whole message
 */
record Prompt(Task task, String message, String signature, String question) {
    /** The steps that ask a teacher. */
    enum Task {
        DRAFT_FROM_DOCUMENTATION("Below is documentation of a Python library"),
        DRAFT_FROM_SNIPPET("Below is a code snippet"),
        SOLVE("Write the solution of this question"),
        RESPOND("Solve this question"),
        WRITE_TESTS("Write a pytest suite for this question"),
        COMPLETION_STYLE("Rewrite this question as a Python completion prompt"),
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

    private static final Pattern SIGNATURE = Pattern.compile("(?:defines the function|the `def` line of) `([^`]+)`");

    static Prompt read(String message) {
        String text = message.strip();
        Matcher signature = SIGNATURE.matcher(text);
        return new Prompt(
                Task.of(text), text, signature.find() ? signature.group(1).strip() : "", section("question", text));
    }

    /** The text between the first such tags that stand on lines of their own; the whole message without them. */
    static String section(String tag, String text) {
        String open = "\n<" + tag + ">\n";
        int from = text.indexOf(open);
        int to = from < 0 ? -1 : text.indexOf("\n</" + tag + ">", from);
        return to < 0 ? text : text.substring(from + open.length(), Math.max(to, from + open.length()));
    }
}
