package dev.triptych.teacher;

import dev.triptych.contracts.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A prompt as a versioned resource, {@code /prompts/<name>.md}: the system message, a line {@code ---}, the user message
 * with {@code {{placeholders}}}. Values are inserted as they are and never read again for placeholders.
 */
public final class PromptTemplate {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([a-z_]+)}}");

    private final String name;
    private final String hash;
    private final String system;
    private final String user;

    private PromptTemplate(String name, String text) {
        String[] parts = text.split("\n---\n", 2);
        if (parts.length != 2) {
            throw new IllegalArgumentException("prompt " + name + ": wants a line --- between system and user message");
        }
        this.name = name;
        this.hash = Sha256.of(text).hex();
        this.system = parts[0].strip();
        this.user = parts[1].strip();
    }

    /** Loads {@code /prompts/<name>.md} from the class path of {@code owner}. */
    public static PromptTemplate load(Class<?> owner, String name) {
        try (InputStream in = Objects.requireNonNull(
                owner.getResourceAsStream("/prompts/" + name + ".md"), () -> "no resource /prompts/" + name + ".md")) {
            return new PromptTemplate(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws IllegalArgumentException when a placeholder has no value, or a value no placeholder */
    public Prompt render(Map<String, String> values) {
        values.keySet().stream()
                .filter(key -> !user.contains("{{" + key + "}}"))
                .findAny()
                .ifPresent(key -> {
                    throw new IllegalArgumentException("prompt " + name + ": has no placeholder " + key);
                });
        String filled = PLACEHOLDER.matcher(user).replaceAll(match -> {
            String value = values.get(match.group(1));
            if (value == null) {
                throw new IllegalArgumentException("prompt " + name + ": no value for " + match.group(1));
            }
            return Matcher.quoteReplacement(value);
        });
        return new Prompt(name, hash, system, filled);
    }
}
