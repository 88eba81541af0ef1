package dev.triptych.teacher;

/**
 * A rendered prompt for chat completions.
 *
 * @param template name of the template, for example {@code question/documentation}
 * @param templateHash SHA-256 of the template's text, part of the provenance
 */
public record Prompt(String template, String templateHash, String system, String user) {
    /** How many messages it is sent as. */
    public int messages() {
        return system.isEmpty() ? 1 : 2;
    }
}
