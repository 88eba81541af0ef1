package dev.triptych.rewriter;

import dev.triptych.contracts.Sha256;
import dev.triptych.rewriter.completion.Leak;
import dev.triptych.teacher.Answer;
import java.util.Optional;

/**
 * Why a reply became no prompt.
 *
 * @param reason the gate that was failed, or why the reply cannot be read
 * @param detail what was seen
 * @param call the journal's id of the call
 */
record RestyleEvidence(
        String reason, String detail, Optional<Leak> leak, Sha256 reply, Answer.Finish finish, long call) {}
