package dev.triptych.rehearsal.http;

import dev.triptych.rehearsal.RehearsalConfig;
import dev.triptych.rehearsal.bank.Bank;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All models of this server; the first is the one that the configuration sets without a name. */
final class Profiles {
    private final Map<String, Profile> byModel = new LinkedHashMap<>();

    private Profiles() {}

    static Profiles of(RehearsalConfig config, Bank bank) {
        Profiles profiles = new Profiles();
        profiles.add(Profile.of(config.model(), config, bank, config.seed()));
        config.profiles().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(named -> profiles.add(Profile.of(named.getKey(), named.getValue(), bank, config.seed())));
        return profiles;
    }

    private void add(Profile profile) {
        if (byModel.putIfAbsent(profile.model(), profile) != null) {
            throw new IllegalArgumentException(
                    "triptych.rehearsal.profiles: " + profile.model() + " is the name of the first model already");
        }
    }

    Optional<Profile> find(String model) {
        return Optional.ofNullable(byModel.get(model));
    }

    Collection<Profile> all() {
        return byModel.values();
    }

    List<String> models() {
        return new ArrayList<>(byModel.keySet());
    }
}
