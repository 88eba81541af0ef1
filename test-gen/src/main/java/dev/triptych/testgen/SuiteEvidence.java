package dev.triptych.testgen;

import dev.triptych.contracts.Sha256;
import dev.triptych.teacher.Answer;
import dev.triptych.testgen.gate.Finding;
import java.util.List;
import java.util.Optional;

/**
 * Why a reply gave no suite; kept as evidence.
 *
 * @param reason a short fixed word, part of the contract
 * @param detail what exactly was found first
 * @param findings everything the static gate found, at most 50; empty when the reply could not be read
 * @param suite the suite that was refused
 * @param reply the reply as it was received
 * @param call the journal's id of the call
 */
record SuiteEvidence(
        String reason,
        String detail,
        List<Finding> findings,
        Optional<Sha256> suite,
        Sha256 reply,
        Answer.Finish finish,
        long call) {
    static SuiteEvidence unreadable(String reason, String detail, Answer answer) {
        return new SuiteEvidence(
                reason, detail, List.of(), Optional.empty(), answer.reply(), answer.finish(), answer.callId());
    }

    static SuiteEvidence invalid(String rule, List<Finding> findings, Sha256 suite, Answer answer) {
        Finding first = findings.getFirst();
        return new SuiteEvidence(
                rule,
                "line " + first.line() + ": " + first.message(),
                findings,
                Optional.of(suite),
                answer.reply(),
                answer.finish(),
                answer.callId());
    }
}
