package dev.triptych.factory.export;

import java.util.Map;

/** Markdown that grows. What a model or a user wrote goes through {@link #escaped}. */
final class CardText {
    private final StringBuilder text = new StringBuilder();

    CardText add(Object part) {
        text.append(part);
        return this;
    }

    /** A heading and a table of two columns; the rows are escaped. */
    void table(String title, String left, String right, Map<String, ?> rows) {
        add("## ").add(title).add("\n\n");
        if (rows.isEmpty()) {
            add("None.\n\n");
            return;
        }
        add("| ").add(left).add(" | ").add(right).add(" |\n|---|---|\n");
        rows.forEach((key, value) -> add("| ")
                .add(escaped(key))
                .add(" | ")
                .add(escaped(String.valueOf(value)))
                .add(" |\n"));
        add('\n');
    }

    @Override
    public String toString() {
        return text.toString();
    }

    /** Text that neither Markdown nor HTML reads as anything but text. */
    static String escaped(String text) {
        StringBuilder safe = new StringBuilder();
        text.codePoints().forEach(c -> {
            if (c == '\n' || c == '\r' || c == '\t') {
                safe.append(' ');
            } else if ("\\`*_{}[]()#+!|~".indexOf(c) >= 0) {
                safe.append('\\').appendCodePoint(c);
            } else if (c == '<') {
                safe.append("&lt;");
            } else if (c == '>') {
                safe.append("&gt;");
            } else if (c == '&') {
                safe.append("&amp;");
            } else if (!Character.isISOControl(c)) {
                safe.appendCodePoint(c);
            }
        });
        return safe.toString();
    }
}
