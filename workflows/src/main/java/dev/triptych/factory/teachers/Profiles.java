package dev.triptych.factory.teachers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.triptych.contracts.Step;
import dev.triptych.contracts.factory.RunInput;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The configured teachers by name. */
@Singleton
public class Profiles {
    private static final String TEACHER = "teacher";
    private static final List<String> TEACHER_FIELDS = Stream.concat(
                    Stream.of(TEACHER), Stream.of(Step.values()).map(Profiles::field))
            .toList();

    private final Map<String, Profile> byName;

    @Inject
    Profiles(TeachersConfig config) {
        Map<String, Profile> profiles = new TreeMap<>();
        config.profiles()
                .forEach((name, profile) -> profiles.put(
                        name,
                        new Profile(
                                name, profile.model(), profile.simulated(), profile.truthUrl(), profile.fallback())));
        this.byName = profiles;
    }

    /** Profiles that are not read from configuration. */
    public Profiles(Map<String, Profile> byName) {
        this.byName = new TreeMap<>(byName);
    }

    /** The profile of this name. */
    public Optional<Profile> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** The problems of the teachers that a run's input names, for all of it and for its steps, a line each. */
    public List<String> problemsWith(JsonNode input) {
        return TEACHER_FIELDS.stream()
                .filter(field -> input.hasNonNull(field))
                .filter(field -> !byName.containsKey(input.path(field).asText()))
                .map(field -> problemWith(field, input.path(field).asText()))
                .toList();
    }

    private String problemWith(String field, String name) {
        if (!name.isEmpty()) {
            return field + ": no profile named " + name + "; configured: " + configured();
        }
        return field + ": is missing; configured: " + configured()
                + (byName.isEmpty() ? "" : "; for example " + minimalExample());
    }

    /** Whom a run's input names for {@code step}. */
    public static String teacherOf(Step step, JsonNode input) {
        return input.path(input.hasNonNull(field(step)) ? field(step) : TEACHER).asText();
    }

    private static String field(Step step) {
        return switch (step) {
            case QUESTION -> "questionTeacher";
            case SOLUTION -> "solutionTeacher";
            case TESTS -> "testTeacher";
            case RESTYLE -> "rewriteTeacher";
            case RESPONSE -> "responseTeacher";
        };
    }

    /** The teachers that a run's input names. */
    public static List<String> named(JsonNode input) {
        return TEACHER_FIELDS.stream()
                .filter(field -> input.hasNonNull(field))
                .map(field -> input.path(field).asText())
                .distinct()
                .toList();
    }

    /** Whether a stand-in is among the teachers that a run's input names, or among those that are asked in their place. */
    public boolean anySimulated(JsonNode input) {
        Set<String> met = new HashSet<>();
        Deque<String> left = new ArrayDeque<>(named(input));
        while (!left.isEmpty()) {
            Optional<Profile> profile =
                    Optional.of(left.remove()).filter(met::add).flatMap(this::find);
            if (profile.isPresent() && profile.get().simulated()) {
                return true;
            }
            profile.flatMap(Profile::fallback).ifPresent(left::add);
        }
        return false;
    }

    /** The input of a run, with the only teacher there is if it names none; empty where there are several or none. */
    public JsonNode withTheOnlyOne(JsonNode input) {
        if (!(input instanceof ObjectNode object)
                || !input.path("teacher").asText("").isEmpty()) {
            return input;
        }
        return object.deepCopy()
                .put("teacher", byName.size() == 1 ? byName.keySet().iterator().next() : "");
    }

    /** The least that starts a run here: where there are several teachers it names one. */
    public String minimalExample() {
        return byName.size() < 2
                ? RunInput.MINIMAL_EXAMPLE
                : RunInput.MINIMAL_EXAMPLE.replaceFirst(
                        "}$", ",\"teacher\":\"" + byName.keySet().iterator().next() + "\"}");
    }

    private String configured() {
        return byName.isEmpty() ? "none (set triptych.teachers.<name>.base-url)" : String.join(", ", byName.keySet());
    }

    /**
     * One teacher.
     *
     * @param truthUrl where it tells what it really answered; only a rehearsal teacher does
     * @param fallback who is asked while it is away
     */
    public record Profile(
            String name, String model, boolean simulated, Optional<String> truthUrl, Optional<String> fallback) {}
}
