package dev.triptych.cli.stack;

import dev.triptych.cli.supervise.JsonFile;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** The settings file of one service: readable by its owner only, because it holds the database password. */
final class Settings {
    private final Map<String, String> values = new TreeMap<>();

    Settings with(String key, Object value) {
        values.put(key, value.toString());
        return this;
    }

    Settings withAll(String prefix, Map<String, String> more) {
        more.forEach((key, value) -> with(prefix + key, value));
        return this;
    }

    Path write(Path file) {
        StringBuilder text = new StringBuilder();
        values.forEach((key, value) ->
                text.append(escaped(key)).append('=').append(escaped(value)).append('\n'));
        JsonFile.writeText(file, text.toString());
        return file;
    }

    /** Escapes for a properties file, and so that no value is read as an expression. */
    private static String escaped(String text) {
        return text.replace("\\", "\\\\")
                .replace("=", "\\=")
                .replace(":", "\\:")
                .replace("\n", "\\n")
                .replace("${", "\\\\${");
    }
}
