package dev.triptych.rehearsal.http;

import dev.triptych.rehearsal.ProfileConfig;
import dev.triptych.rehearsal.bank.Bank;
import dev.triptych.rehearsal.reply.StandIn;

/** One model that the server plays, with slots, speed, rates and faults of its own. */
record Profile(String model, ProfileConfig config, ServiceTime serviceTime, Slots slots, Behaviour behaviour) {
    static Profile of(String model, ProfileConfig config, Bank bank, long seed) {
        ServiceTime serviceTime = new ServiceTime(seed, config.latencyMean(), config.latencySigma());
        return new Profile(
                model,
                config,
                serviceTime,
                new Slots(config.slots(), config.whenFull(), config.queueMax()),
                new Behaviour(new StandIn(bank, config), config, serviceTime, seed));
    }
}
