package dev.triptych.teacher.journal;

import dev.triptych.contracts.ErrorCode;
import dev.triptych.contracts.Sha256;
import dev.triptych.teacher.Answer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the journal's functions say of one call or slot.
 *
 * @param claim {@code FILLED} and {@code RECORDED} of an ended call, else the name of a {@link Claim}
 * @param callId the new call, or the one that answered
 * @param state of the call that answered
 * @param reason why a call may not be made; of a look, whom the run asks
 */
record Said(
        String claim,
        long callId,
        @Nullable String state,
        @Nullable String reply,
        @Nullable String thinking,
        @Nullable String reason) {

    /** The columns in this order. */
    static Said of(ResultSet row) throws SQLException {
        return new Said(
                row.getString(1),
                row.getLong(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6));
    }

    /** Whether the ended call's reply is its slot's answer. */
    boolean filled() {
        return claim.equals("FILLED");
    }

    Claim asClaim() {
        return switch (claim) {
            case "FREE" -> new Claim.Free(Optional.ofNullable(reason));
            case "MINE" -> new Claim.Mine(callId);
            case "BUSY" -> new Claim.Busy();
            case "LATER" -> new Claim.Later();
            case "RETUNED" -> new Claim.Retuned();
            case "ANSWERED" ->
                new Claim.Answered(
                        callId,
                        finish(),
                        new Sha256(String.valueOf(reply)),
                        Optional.ofNullable(thinking).map(Sha256::new));
            case "CLOSED" -> new Claim.Denied(ErrorCode.RUN_CLOSED, "the run takes no calls");
            case "EXHAUSTED" -> new Claim.Denied(ErrorCode.BUDGET_EXHAUSTED, String.valueOf(reason));
            case "STOPPED" -> stopped(String.valueOf(reason));
            default -> throw new IllegalStateException("no such claim: " + claim);
        };
    }

    private static Claim stopped(String reason) {
        String[] parts = reason.split(" ", 2);
        return new Claim.Denied(ErrorCode.valueOf(parts[0]), parts[1]);
    }

    private Answer.Finish finish() {
        return switch (Ended.State.valueOf(String.valueOf(state))) {
            case ANSWERED -> Answer.Finish.STOP;
            case CUT -> Answer.Finish.LENGTH;
            case REFUSED -> Answer.Finish.REFUSED;
            case LOST -> throw new IllegalStateException("a lost call never answers a slot");
        };
    }
}
