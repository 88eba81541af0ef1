package dev.triptych.solution;

import dev.triptych.contracts.Sha256;
import dev.triptych.syntax.CodeChoice;
import dev.triptych.teacher.Answer;

/**
 * Why a reply holds no program; kept as evidence.
 *
 * @param reason a short fixed word, part of the contract
 * @param detail what exactly was found
 * @param reply the reply as it was received
 * @param call the journal's id of the call
 */
record Unreadable(String reason, String detail, Sha256 reply, Answer.Finish finish, long call) {
    static final String TRUNCATED = "truncated";
    static final String REFUSED = "refused";
    static final String NO_CODE = "no-code";
    static final String SYNTAX = "syntax";
    static final String NO_ENTRY_POINT = "no-entry-point";
    static final String NO_THINKING = "no-thinking";
    static final String UNCLOSED_THINKING = "unclosed-thinking";

    static Unreadable of(String reason, String detail, Answer answer) {
        return new Unreadable(reason, detail, answer.reply(), answer.finish(), answer.callId());
    }

    static Unreadable noCode(Answer answer) {
        return of(NO_CODE, "no code block in the answer", answer);
    }

    static Unreadable syntax(CodeChoice.Broken broken, Answer answer) {
        return of(
                SYNTAX,
                "line " + broken.problem().line() + ": " + broken.problem().message(),
                answer);
    }

    static Unreadable notDefined(String name, Answer answer) {
        return of(NO_ENTRY_POINT, "the program does not define " + name, answer);
    }
}
