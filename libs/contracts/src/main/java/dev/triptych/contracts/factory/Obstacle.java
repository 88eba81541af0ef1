package dev.triptych.contracts.factory;

import dev.triptych.contracts.CandidateId;
import dev.triptych.contracts.ErrorCode;
import java.util.Set;

/**
 * Why a candidate cannot go on before somebody acts for the whole run.
 *
 * @param tuning the run's {@link Tuning} that the candidate knew when it tried
 * @param code one of {@link #CODES}
 */
public record Obstacle(CandidateId candidate, int tuning, ErrorCode code, String message) {
    /** What stands in the way of every candidate alike: giving one up would only use up the next. */
    public static final Set<ErrorCode> CODES = Set.of(
            ErrorCode.BUDGET_EXHAUSTED,
            ErrorCode.PRICE_BOUND_BROKEN,
            ErrorCode.TEACHER_UNAUTHORIZED,
            ErrorCode.TEACHER_QUOTA_EXHAUSTED,
            ErrorCode.TEACHER_MODEL_UNKNOWN,
            ErrorCode.TEACHER_UNKNOWN,
            ErrorCode.TEACHER_INCOMPATIBLE);
}
