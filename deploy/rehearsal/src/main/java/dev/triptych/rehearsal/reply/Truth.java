package dev.triptych.rehearsal.reply;

import dev.triptych.rehearsal.bank.Problem;
import java.util.Map;

/**
 * What is known about a reply.
 *
 * @param family empty where the reply is about no problem of the bank
 * @param parameters of the problem; with {@code variant} where it has some, such as {@code harder+stdio}
 * @param kind the {@link Kind#word}
 */
public record Truth(String family, Map<String, Object> parameters, String kind) {
    static Truth of(Problem problem, Kind kind) {
        return new Truth(problem.family().name(), problem.parameters(), kind.word());
    }

    static Truth of(Kind kind) {
        return new Truth("", Map.of(), kind.word());
    }
}
