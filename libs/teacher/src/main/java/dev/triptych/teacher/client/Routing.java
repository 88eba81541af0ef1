package dev.triptych.teacher.client;

import dev.triptych.teacher.limit.Limiter;
import dev.triptych.teacher.limit.Peers;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The profiles by name, and who stands in for whom: a profile that is away is asked through its fallback. */
public final class Routing implements Peers {
    private final Map<String, Profile> profiles;

    /** @throws IllegalArgumentException naming the property of a fallback that does not exist, or that leads back */
    public Routing(Map<String, Profile> profiles) {
        this.profiles = new LinkedHashMap<>(profiles);
        profiles.values().forEach(this::checkFallbacks);
    }

    /** The profiles of a configuration. */
    public static Routing of(TeachersConfig config) {
        Map<String, Profile> profiles = new LinkedHashMap<>();
        config.profiles().forEach((name, profile) -> profiles.put(name, new Profile(name, profile)));
        return new Routing(profiles);
    }

    /** Names of all profiles. */
    public Set<String> names() {
        return Set.copyOf(profiles.keySet());
    }

    /** The profile of this name, whether it is there or away. */
    public Optional<Profile> find(String name) {
        return Optional.ofNullable(profiles.get(name));
    }

    @Override
    public Map<String, Limiter.State> own() {
        Map<String, Limiter.State> places = new LinkedHashMap<>();
        profiles.forEach((name, profile) -> {
            Limiter.State state = profile.limiter().state();
            if (state.open() + state.waiting() > 0) {
                places.put(name, state);
            }
        });
        return places;
    }

    @Override
    public void others(Map<String, Integer> processes) {
        profiles.forEach((name, profile) -> profile.limiter().shared(1 + processes.getOrDefault(name, 0)));
    }

    /** Whom to ask now: the profile itself, else the first of its fallbacks that is there, else itself again. */
    public Profile choose(Profile asked) {
        return firstNot(Profile::isAway, asked);
    }

    /** Whether somebody else can be asked, now that {@code failed} did not answer. */
    public boolean hasOther(Profile asked, Profile failed) {
        return failed.seemsAway() && firstNot(Profile::seemsAway, asked) != asked;
    }

    private Profile firstNot(Predicate<Profile> away, Profile asked) {
        for (Optional<Profile> next = Optional.of(asked); next.isPresent(); next = fallback(next.get())) {
            if (!away.test(next.get())) {
                return next.get();
            }
        }
        return asked;
    }

    private Optional<Profile> fallback(Profile profile) {
        return profile.config().fallback().flatMap(this::find);
    }

    private void checkFallbacks(Profile first) {
        Set<String> met = new LinkedHashSet<>();
        for (Optional<Profile> next = Optional.of(first); next.isPresent(); next = fallback(next.get())) {
            String property = "triptych.teachers." + next.get().name() + ".fallback";
            if (!met.add(next.get().name())) {
                throw new IllegalArgumentException(
                        property + ": leads back to where it began: " + String.join(" → ", met));
            }
            next.get()
                    .config()
                    .fallback()
                    .filter(name -> !profiles.containsKey(name))
                    .ifPresent(name -> {
                        throw new IllegalArgumentException(property + ": no profile is named " + name);
                    });
        }
    }
}
