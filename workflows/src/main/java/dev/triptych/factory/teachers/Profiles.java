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
                        name,
                        new Profile(
                                name,
                                profile.model(),
                                profile.concurrency(),
                                profile.simulated(),
                                profile.truthUrl())));
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
        return Optional.of("teacher: no profile named " + name + "; configured: "
                + (byName.isEmpty()
                        ? "none (set triptych.teachers.<name>.base-url)"
                        : String.join(", ", byName.keySet())));
    }

    /**
     * One teacher.
     *
     * @param concurrency calls it is asked at the same time, at least 1
     * @param truthUrl where it tells what it really answered; only a rehearsal teacher does
     */
    public record Profile(String name, String model, int concurrency, boolean simulated, Optional<String> truthUrl) {}
}
