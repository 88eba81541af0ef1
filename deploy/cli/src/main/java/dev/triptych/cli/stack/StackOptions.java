package dev.triptych.cli.stack;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the user may say about a stack.
 *
 * @param kafka whether a broker runs with it
 * @param inMemory whether Temporal is the SDK's in-memory server, which has no pages and forgets all when it ends
 * @param onlyVerifier whether it is nothing but the verifier
 * @param teachers whom runs may ask
 * @param ports wanted ports by name
 * @param rehearsal settings of the rehearsal teacher, without their prefix
 * @param asking further settings of every profile, without their prefix
 */
public record StackOptions(
        boolean kafka,
        boolean inMemory,
        boolean onlyVerifier,
        Teachers teachers,
        Map<String, Integer> ports,
        Map<String, String> rehearsal,
        Map<String, String> asking) {

    /** The names that a port can be wanted for; {@code workflows} is the API's. */
    public static final List<String> PORTS = List.of(
            "postgres",
            "temporal",
            "temporal-ui",
            "kafka",
            "kafka-controller",
            "rehearsal",
            "verifier",
            "question-synth",
            "solution-gen",
            "test-gen",
            "rewriter",
            "workflows");

    public StackOptions {
        ports = Map.copyOf(ports);
        rehearsal = Map.copyOf(rehearsal);
        asking = Map.copyOf(asking);
    }

    /** Asking the teachers as their profiles say. */
    public StackOptions(
            boolean kafka,
            boolean inMemory,
            boolean onlyVerifier,
            Teachers teachers,
            Map<String, Integer> ports,
            Map<String, String> rehearsal) {
        this(kafka, inMemory, onlyVerifier, teachers, ports, rehearsal, Map.of());
    }

    /** The same with the in-memory server. */
    public StackOptions withTemporalInMemory() {
        return new StackOptions(kafka, true, onlyVerifier, teachers, ports, rehearsal, asking);
    }

    /** The parts that make this stack differ from the default one. */
    public List<String> parts() {
        return java.util.stream.Stream.of(
                        kafka ? "kafka" : "",
                        inMemory ? "Temporal in memory" : "",
                        onlyVerifier ? "only verifier" : "",
                        teachers.words(),
                        settings("rehearsal", rehearsal),
                        settings("teacher settings", asking))
                .filter(part -> !part.isEmpty())
                .toList();
    }

    private static String settings(String of, Map<String, String> settings) {
        return settings.isEmpty() ? "" : of + " " + new TreeMap<>(settings);
    }

    /** What of this a stack that is up does not have, in words. */
    List<String> lackingIn(List<String> parts, Map<String, Integer> portsInUse) {
        List<String> lacking = new ArrayList<>(parts());
        lacking.removeAll(parts);
        new TreeMap<>(ports).forEach((name, port) -> {
            if (!port.equals(portsInUse.get(name))) {
                lacking.add("port " + name + "=" + port);
            }
        });
        return lacking;
    }
}
