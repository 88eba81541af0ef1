package dev.triptych.rewriter.completion;

/** What a reply amounts to. */
public sealed interface PromptReading {
    /** A prompt with the right head. */
    record Readable(CompletionPrompt prompt) implements PromptReading {}

    /**
     * None.
     *
     * @param reason a short fixed word: {@code no-code}, {@code syntax}, {@code signature}, {@code no-docstring}
     * @param detail what was seen
     */
    record Unreadable(String reason, String detail) implements PromptReading {}
}
