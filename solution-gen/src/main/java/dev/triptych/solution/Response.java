package dev.triptych.solution;

import dev.triptych.contracts.EntryPoint;
import dev.triptych.syntax.Reply;
import dev.triptych.syntax.Reply.Thinking;
import dev.triptych.teacher.Answer;

/** The reasoning and the program in an answer, or why they are not both there. Code inside the reasoning never counts. */
sealed interface Response {
    record Read(String thinking, String text, String code) implements Response {}

    record Missing(Unreadable why) implements Response {}

    /** Splits and reads {@code answer}; the same answer is always read the same way. */
    static Response in(Answer answer, EntryPoint entryPoint) {
        return switch (answer.finish()) {
            case LENGTH -> new Missing(Unreadable.of(Unreadable.TRUNCATED, "cut at the token limit", answer));
            case REFUSED -> new Missing(Unreadable.of(Unreadable.REFUSED, "ended by a content filter", answer));
            case STOP -> split(answer, entryPoint);
        };
    }

    private static Response split(Answer answer, EntryPoint entryPoint) {
        Reply reply = Reply.split(answer.text(), answer.thinking());
        return switch (reply.thinking()) {
            case Thinking.Absent none -> withoutThinking(answer);
            case Thinking.Unclosed unclosed ->
                new Missing(Unreadable.of(Unreadable.UNCLOSED_THINKING, "the reasoning never ends", answer));
            case Thinking.Closed(String thinking) ->
                thinking.isEmpty()
                        ? withoutThinking(answer)
                        : switch (Program.in(reply.answer(), entryPoint, answer)) {
                            case Program.Found(String code) -> new Read(thinking, reply.answer(), code);
                            case Program.Missing(Unreadable why) -> new Missing(why);
                        };
        };
    }

    private static Missing withoutThinking(Answer answer) {
        return new Missing(Unreadable.of(
                Unreadable.NO_THINKING, "no reasoning, neither tagged nor in a field of its own", answer));
    }
}
