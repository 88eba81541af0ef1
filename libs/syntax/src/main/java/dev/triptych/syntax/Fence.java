package dev.triptych.syntax;

/**
 * A code block of a reply.
 *
 * @param language first word of the info string in lower case, without braces and dots; empty when there is none
 * @param code the lines between the fences, each ended by {@code \n}
 * @param closed whether the closing fence is there
 * @param line the line of the opening fence, from 1
 */
public record Fence(String language, String code, boolean closed, int line) {
    /** Whether the block says that it is Python, or says nothing. */
    public boolean mayBePython() {
        return language.isEmpty() || language.startsWith("py") || language.endsWith("py") || language.equals("sage");
    }
}
