package dev.triptych.rehearsal.reply;

import dev.triptych.rehearsal.bank.Draw;

/** A question as prompts ask for it, in sections; and what comes instead. */
final class Sections {
    private Sections() {}

    static String of(String question, String entryPoint) {
        return "## Question\n" + question + "\n\n## Entry point\n" + entryPoint + "\n";
    }

    /** A talk about a question in which no section can be found, or nothing in it. */
    static String none(String question, Draw draw) {
        return switch (draw.below(3)) {
            case 0 ->
                "Sure! Here is an idea for a question, tell me whether I should go on.\n\n" + firstSentence(question);
            case 1 -> "## Question\n\n\n## Entry point\n";
            default -> "**Problem**\n\n" + firstSentence(question) + "\n\n**Signature**: see above";
        };
    }

    private static String firstSentence(String text) {
        int end = text.indexOf(". ");
        return end < 0 ? text : text.substring(0, end + 1);
    }
}
