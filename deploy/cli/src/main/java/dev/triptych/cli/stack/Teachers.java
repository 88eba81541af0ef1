package dev.triptych.cli.stack;

import dev.triptych.cli.CliException;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The teachers of a stack.
 *
 * @param profiles by name the settings of each, as {@code base-url}; the address {@value #REHEARSAL} is that of the
 *     stack's own stand-in
 */
public record Teachers(SortedMap<String, Map<String, String>> profiles) {
    /** The name, and in a profile the address, of the stand-in teacher. */
    static final String REHEARSAL = "rehearsal";

    /** The profile of a teacher that the user names by URL. */
    static final String OWN = "own";

    private static final String NAME = "[a-z0-9]+(-[a-z0-9]+)*";
    private static final int PROFILES_MAX = 64;

    public Teachers {
        profiles = new TreeMap<>(profiles);
    }

    /** The stand-in alone. */
    public static Teachers rehearsed() {
        return new Teachers(new TreeMap<>(Map.of(REHEARSAL, Map.of("base-url", REHEARSAL, "model", "rehearsal-1"))));
    }

    /** One OpenAI-compatible server of the user's. */
    public static Teachers own(String url, String model, Optional<Path> keyFile) {
        Map<String, String> profile = new TreeMap<>(Map.of("base-url", url, "model", model));
        keyFile.ifPresent(file -> profile.put("key-file", file.toAbsolutePath().toString()));
        return new Teachers(new TreeMap<>(Map.of(OWN, profile)));
    }

    /**
     * The teachers that a properties file describes by lines {@code NAME.PROPERTY=VALUE}.
     *
     * @throws CliException naming the file and the first property that is wrong
     */
    public static Teachers read(Path file) {
        SortedMap<String, Map<String, String>> profiles = new TreeMap<>();
        lines(file).forEach((key, value) -> {
            int dot = key.indexOf('.');
            String name = key.substring(0, Math.max(0, dot));
            if (!name.matches(NAME)
                    || TeacherProperty.of(key.substring(dot + 1)).isEmpty()) {
                throw wrong(
                        file,
                        key,
                        "must be NAME.PROPERTY, NAME of small letters, digits and dashes, PROPERTY one of "
                                + TeacherProperty.labels());
            }
            profiles.computeIfAbsent(name, one -> new TreeMap<>()).put(key.substring(dot + 1), value.strip());
        });
        if (profiles.isEmpty() || profiles.size() > PROFILES_MAX) {
            throw CliException.usage("--teachers " + file + ": must describe 1 to " + PROFILES_MAX + " teachers");
        }
        profiles.forEach((name, profile) -> check(file, name, profile, profiles));
        return new Teachers(profiles);
    }

    /** The lines of the file by their keys. */
    private static SortedMap<String, String> lines(Path file) {
        SortedMap<String, String> lines = new TreeMap<>();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            new Properties() {
                @Override
                public synchronized @Nullable Object put(Object key, Object value) {
                    if (lines.put(key.toString(), value.toString()) != null) {
                        throw wrong(file, key.toString(), "is there twice");
                    }
                    return null;
                }
            }.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw CliException.usage("--teachers " + file + ": cannot be read as a properties file");
        }
        return lines;
    }

    private static void check(
            Path file, String name, Map<String, String> profile, Map<String, Map<String, String>> profiles) {
        if (!profile.containsKey("base-url")) {
            throw wrong(file, name + ".base-url", "is missing: name the server, as http://host/v1, or " + REHEARSAL);
        }
        if (!profile.containsKey("model")) {
            throw wrong(file, name + ".model", "is missing: name the model to ask there");
        }
        profile.forEach((property, value) -> {
            if (!property.equals("base-url") || !value.equals(REHEARSAL)) {
                TeacherProperty.of(property).flatMap(one -> one.problem(value)).ifPresent(what -> {
                    throw wrong(file, name + "." + property, what);
                });
            }
        });
        checkFallbacks(file, name, profiles);
        String cachedPrice = profile.getOrDefault("cached-prompt-price-micro-usd", "0");
        if (Long.parseLong(cachedPrice) > Long.parseLong(profile.getOrDefault("prompt-price-micro-usd", "0"))) {
            throw wrong(file, name + ".cached-prompt-price-micro-usd", "must not be above prompt-price-micro-usd");
        }
        String key = profile.get("key-file");
        if (key != null) {
            Path absolute = file.toAbsolutePath().resolveSibling(key);
            if (!Files.isRegularFile(absolute) || !Files.isReadable(absolute)) {
                throw wrong(file, name + ".key-file", absolute + " cannot be read");
            }
            profile.put("key-file", absolute.toString());
        }
    }

    private static void checkFallbacks(Path file, String name, Map<String, Map<String, String>> profiles) {
        Set<String> met = new LinkedHashSet<>(Set.of(name));
        String last = name;
        for (String next = fallback(last, profiles); next != null; next = fallback(last, profiles)) {
            if (!profiles.containsKey(next)) {
                throw wrong(file, last + ".fallback", "no teacher in this file is named " + next);
            }
            if (!met.add(next)) {
                throw wrong(file, last + ".fallback", "leads back: " + String.join(" → ", met) + " → " + next);
            }
            last = next;
        }
    }

    private static @Nullable String fallback(String name, Map<String, Map<String, String>> profiles) {
        return profiles.getOrDefault(name, Map.of()).get("fallback");
    }

    private static CliException wrong(Path file, String property, String what) {
        return CliException.usage("--teachers " + file + ": " + property + ": " + what);
    }

    /** The one that a run asks which names none; empty where there are several. */
    String theOnlyOne() {
        return profiles.size() == 1 ? profiles.firstKey() : "";
    }

    /** Whether the stack needs its stand-in. */
    boolean needRehearsal() {
        return profiles.values().stream().anyMatch(Teachers::isRehearsal);
    }

    static boolean isRehearsal(Map<String, String> profile) {
        return REHEARSAL.equals(profile.get("base-url"));
    }

    /** What tells these from others; empty for the stand-in alone. */
    String words() {
        return equals(rehearsed())
                ? ""
                : profiles.entrySet().stream()
                        .map(profile -> "teacher " + profile.getKey() + " " + new TreeMap<>(profile.getValue()))
                        .collect(Collectors.joining(", "));
    }
}
