package dev.triptych.syntax;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A teacher's reply, split into its reasoning and its answer.
 *
 * @param answer what follows the reasoning, stripped; empty when the reasoning never ends
 */
public record Reply(Thinking thinking, String answer) {
    private static final Pattern TAG = Pattern.compile("<(/?)think(?:ing)?>", Pattern.CASE_INSENSITIVE);
    private static final Pattern OPENING = Pattern.compile("^[ \\t]*<think(?:ing)?>", Pattern.CASE_INSENSITIVE);
    private static final Pattern OPENING_LINE =
            Pattern.compile("^[ \\t]*<think(?:ing)?>", Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);

    /** The reasoning of a reply. */
    public sealed interface Thinking {
        /** There is none. */
        record Absent() implements Thinking {}

        /** Reasoning that was brought to its end. */
        record Closed(String text) implements Thinking {}

        /** Reasoning that the reply ends in. */
        record Unclosed(String text) implements Thinking {}
    }

    /**
     * Splits by {@code <think>} tags, or takes the separate field when the teacher filled one.
     *
     * <p>The reasoning ends at the last closing tag, so repeated and nested blocks are all reasoning. The opening tag
     * may be missing, because chat templates write it themselves. Tags inside the answer's code blocks are code.
     */
    public static Reply split(String text, Optional<String> reasoningField) {
        Reply tagged = split(text.strip());
        Optional<String> separate = reasoningField.map(String::strip).filter(field -> !field.isEmpty());
        return separate.map(first -> new Reply(joined(first, tagged.thinking), tagged.answer))
                .orElse(tagged);
    }

    private static Reply split(String text) {
        int answerFrom = firstClose(text);
        if (answerFrom < 0) {
            return OPENING_LINE.matcher(Fences.blanked(text)).find()
                    ? new Reply(new Thinking.Unclosed(withoutTags(text)), "")
                    : new Reply(new Thinking.Absent(), text);
        }
        String visible = Fences.blanked(text.substring(answerFrom));
        int lastClose = lastClose(visible);
        Matcher reopened = OPENING_LINE.matcher(visible);
        if (reopened.find(lastClose)) {
            return new Reply(new Thinking.Unclosed(withoutTags(text)), "");
        }
        int end = answerFrom + lastClose;
        return new Reply(
                new Thinking.Closed(withoutTags(text.substring(0, end))),
                text.substring(end).strip());
    }

    /** Behind the first closing tag; -1 when there is none. Before an opening tag, a tag in a code block is code. */
    private static int firstClose(String text) {
        String visible = OPENING.matcher(text).find() ? text : Fences.blanked(text);
        Matcher tag = TAG.matcher(visible);
        while (tag.find()) {
            if (!tag.group(1).isEmpty()) {
                return tag.end();
            }
        }
        return -1;
    }

    /** Behind the last closing tag; 0 when there is none. */
    private static int lastClose(String text) {
        int last = 0;
        Matcher tag = TAG.matcher(text);
        while (tag.find()) {
            if (!tag.group(1).isEmpty()) {
                last = tag.end();
            }
        }
        return last;
    }

    private static String withoutTags(String text) {
        return TAG.matcher(text).replaceAll("").strip();
    }

    private static Thinking joined(String first, Thinking second) {
        return switch (second) {
            case Thinking.Absent none -> new Thinking.Closed(first);
            case Thinking.Closed inner -> new Thinking.Closed(first + "\n" + inner.text);
            case Thinking.Unclosed inner -> new Thinking.Unclosed(first + "\n" + inner.text);
        };
    }
}
