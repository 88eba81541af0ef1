package dev.triptych.factory.teachers;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The configured teachers by name. */
@Singleton
public class Profiles {
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

    /** The problem of naming this teacher in a run, in one line. */
    public Optional<String> problemWith(String name) {
        if (byName.containsKey(name)) {
            return Optional.empty();
        }
        return Optional.of("teacher: no profile named " + name + "; configured: " + configured());
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
