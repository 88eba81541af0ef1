package dev.triptych.rehearsal.bank;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The parameters of one problem, by name, in the family's order. */
public record Values(Map<String, Object> byName) {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$([a-z]+)");

    public Values {
        byName = new LinkedHashMap<>(byName);
        byName.replaceAll((name, value) -> Python.value(value));
    }

    public int number(String name) {
        return Math.toIntExact((Long) named(name));
    }

    public String word(String name) {
        return (String) named(name);
    }

    @SuppressWarnings("unchecked")
    public List<Long> numbers(String name) {
        return (List<Long>) named(name);
    }

    /** The template with each {@code $name} replaced by the value's literal; other names stay. */
    String into(String template) {
        return into(template, Python::literal);
    }

    /** The same with literals of another language. */
    String into(String template, Function<Object, String> literal) {
        return PLACEHOLDER.matcher(template).replaceAll(match -> {
            Object value = byName.get(match.group(1));
            return Matcher.quoteReplacement(value == null ? match.group() : literal.apply(value));
        });
    }

    private Object named(String name) {
        Object value = byName.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no parameter " + name);
        }
        return value;
    }
}
