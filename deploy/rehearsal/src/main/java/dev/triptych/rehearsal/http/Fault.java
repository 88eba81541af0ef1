package dev.triptych.rehearsal.http;

import dev.triptych.rehearsal.ProfileConfig.Faults;
import dev.triptych.rehearsal.bank.Draw;
import java.util.LinkedHashMap;
import java.util.Map;

/** What goes wrong with a call. */
enum Fault {
    NONE,
    REFUSE,
    SERVER_ERROR,
    RESET,
    STALL,
    MALFORMED,
    EMPTY_CHOICES,
    TRUNCATED,
    FILTERED,
    LOOP;

    static Fault drawn(Faults rates, Draw draw) {
        Map<Fault, Double> byRate = new LinkedHashMap<>();
        byRate.put(REFUSE, rates.refuse());
        byRate.put(SERVER_ERROR, rates.serverError());
        byRate.put(RESET, rates.reset());
        byRate.put(STALL, rates.stall());
        byRate.put(MALFORMED, rates.malformed());
        byRate.put(EMPTY_CHOICES, rates.emptyChoices());
        byRate.put(TRUNCATED, rates.truncated());
        byRate.put(FILTERED, rates.filtered());
        byRate.put(LOOP, rates.loop());
        double at = draw.unit();
        for (Map.Entry<Fault, Double> fault : byRate.entrySet()) {
            at -= fault.getValue();
            if (at < 0) {
                return fault.getKey();
            }
        }
        return NONE;
    }
}
