package dev.triptych.rehearsal.reply;

import dev.triptych.rehearsal.bank.Problem;
import java.util.Map;

/**
 * What is known about a reply.
 *
 * @param family empty where the reply is about no problem of the bank
 * @param kind the {@link Kind#word}
 */
public record Truth(String family, Map<String, Object> parameters, String kind) {
    static Truth of(Problem problem, Kind kind) {
        return new Truth(problem.family().name(), problem.values().byName(), kind.word());
    }

    static Truth of(Kind kind) {
        return new Truth("", Map.of(), kind.word());
    }
}
