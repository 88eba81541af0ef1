package dev.triptych.cli.report;

import dev.triptych.cli.CliException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The layers of tests, told by the last letters of a class's name. */
public enum Layer {
    UNIT("Test"),
    INTEGRATION("IT"),
    SYSTEM("ST"),
    CONTAINERS("CT");

    /** A test name that matches nothing: how surefire is told to run none. */
    private static final String NONE = "-Dtest=NoTestIsCalledSo";

    private final String suffix;

    Layer(String suffix) {
        this.suffix = suffix;
    }

    /** The layer with this name. */
    public static Layer named(String name) {
        return Arrays.stream(values())
                .filter(layer -> layer.words().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        CliException.usage("--only: must be unit, integration, system or containers, was " + name));
    }

    public String words() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean holds(String className) {
        String simple = className.substring(className.lastIndexOf('.') + 1);
        int nested = simple.indexOf('$');
        return (nested < 0 ? simple : simple.substring(0, nested)).endsWith(suffix);
    }

    /** What Maven is told so that it runs these layers and no other. */
    public static List<String> selection(Set<Layer> layers) {
        List<String> patterns = layers.stream()
                .filter(layer -> layer != UNIT)
                .sorted()
                .map(layer -> "*" + layer.suffix)
                .toList();
        if (patterns.isEmpty()) {
            return List.of("-DskipITs");
        }
        String chosen = "-Dit.test=" + String.join(",", patterns);
        return layers.contains(UNIT) ? List.of(chosen) : List.of(chosen, NONE);
    }
}
