package dev.triptych.rehearsal.reply;

import java.util.Optional;

/**
 * What the teacher says.
 *
 * @param thinking what goes out as {@code reasoning_content}
 * @param recognised false when the prompt or its question is not of this world
 */
public record Reply(String content, Optional<String> thinking, Finish finish, Truth truth, boolean recognised) {
    /** Why the text ends, in the protocol's words. */
    public enum Finish {
        /** By itself. */
        STOP("stop"),
        /** At the token limit. */
        LENGTH("length"),
        /** By a filter. */
        FILTERED("content_filter");

        private final String word;

        Finish(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    static Reply of(String content, Truth truth) {
        return new Reply(content, Optional.empty(), Finish.STOP, truth, true);
    }

    Reply unrecognised() {
        return new Reply(content, thinking, finish, truth, false);
    }
}
