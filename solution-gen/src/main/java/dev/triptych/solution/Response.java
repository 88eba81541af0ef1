package dev.triptych.solution;

import dev.triptych.contracts.EntryPoint;
import dev.triptych.syntax.Fences;
import dev.triptych.syntax.Reply;
import dev.triptych.syntax.Reply.Thinking;
import dev.triptych.teacher.Answer;
import java.util.Optional;

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

    /**
     * Why there is nothing to learn from in {@code answer}, as far as reasoning and fences tell; empty where there is.
     * The code is not parsed: that costs as much as all else that is done for a response of a page.
     */
    static Optional<Unreadable> nothingIn(Answer answer) {
        return switch (answer.finish()) {
            case LENGTH -> Optional.of(Unreadable.of(Unreadable.TRUNCATED, "cut at the token limit", answer));
            case REFUSED -> Optional.of(Unreadable.of(Unreadable.REFUSED, "ended by a content filter", answer));
            case STOP -> {
                Reply reply = Reply.split(answer.text(), answer.thinking());
                yield withoutReasoning(reply, answer)
                        .or(() -> Fences.of(reply.answer()).isEmpty()
                                ? Optional.of(Unreadable.noCode(answer))
                                : Optional.empty());
            }
        };
    }

    private static Response split(Answer answer, EntryPoint entryPoint) {
        Reply reply = Reply.split(answer.text(), answer.thinking());
        return withoutReasoning(reply, answer).<Response>map(Missing::new).orElseGet(() -> switch (Program.in(
                reply.answer(), entryPoint, answer)) {
            case Program.Found(String code) -> new Read(reasoning(reply), reply.answer(), code);
            case Program.Missing(Unreadable why) -> new Missing(why);
        });
    }

    private static Optional<Unreadable> withoutReasoning(Reply reply, Answer answer) {
        return switch (reply.thinking()) {
            case Thinking.Unclosed unclosed ->
                Optional.of(Unreadable.of(Unreadable.UNCLOSED_THINKING, "the reasoning never ends", answer));
            case Thinking.Closed(String thinking) when !thinking.isEmpty() -> Optional.empty();
            case Thinking.Closed empty -> withoutThinking(answer);
            case Thinking.Absent none -> withoutThinking(answer);
        };
    }

    private static String reasoning(Reply reply) {
        return reply.thinking() instanceof Thinking.Closed(String thinking) ? thinking : "";
    }

    private static Optional<Unreadable> withoutThinking(Answer answer) {
        return Optional.of(Unreadable.of(
                Unreadable.NO_THINKING, "no reasoning, neither tagged nor in a field of its own", answer));
    }
}
