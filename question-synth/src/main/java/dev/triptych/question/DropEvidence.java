package dev.triptych.question;

import dev.triptych.contracts.RejectReason;
import dev.triptych.contracts.Sha256;
import dev.triptych.teacher.Answer;

/**
 * Why a draft became no question.
 *
 * @param detail a short fixed word for what was wrong
 * @param reply the reply as it was received
 * @param call the journal's id of the call
 */
record DropEvidence(
        RejectReason reason,
        String detail,
        Sha256 reply,
        Answer.Finish finish,
        long call,
        String subset,
        Sha256 seed) {}
