package dev.triptych.factory.teachers;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The configured teachers by name. */
@Singleton
public class Profiles {
    private static final List<String> TEACHER_FIELDS = List.of(
            "teacher", "questionTeacher", "solutionTeacher", "testTeacher", "rewriteTeacher", "responseTeacher");

    private final Map<String, Profile> byName;

    @Inject
    Profiles(TeachersConfig config) {
        Map<String, Profile> profiles = new TreeMap<>();
        config.profiles()
                .forEach((name, profile) -> profiles.put(
                        name, new Profile(name, profile.model(), profile.simulated(), profile.truthUrl())));
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
                .map(field ->
                        field + ": no profile named " + input.path(field).asText() + "; configured: " + configured())
                .toList();
    }

    /** The teachers that a run's input names. */
    public static List<String> named(JsonNode input) {
        return TEACHER_FIELDS.stream()
                .filter(field -> input.hasNonNull(field))
                .map(field -> input.path(field).asText())
                .distinct()
                .toList();
    }

    /** Whether any of the teachers that a run's input names is a stand-in. */
    public boolean anySimulated(JsonNode input) {
        return named(input).stream().map(byName::get).anyMatch(profile -> profile != null && profile.simulated());
    }

    /** The teacher of a run that names none: the only one there is. */
    public Optional<String> only() {
        return byName.size() == 1 ? byName.keySet().stream().findFirst() : Optional.empty();
    }

    /** The problem of a run that names no teacher where there is no {@link #only} one, in one line. */
    public String problemWithNone() {
        return "teacher: is missing; configured: " + configured();
    }

    private String configured() {
        return byName.isEmpty() ? "none (set triptych.teachers.<name>.base-url)" : String.join(", ", byName.keySet());
    }

    /**
     * One teacher.
     *
     * @param truthUrl where it tells what it really answered; only a rehearsal teacher does
     */
    public record Profile(String name, String model, boolean simulated, Optional<String> truthUrl) {}
}
