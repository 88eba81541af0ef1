package dev.triptych.contracts;

/**
 * Why something could not be done, with the party that must act. An activity failure is an {@code ApplicationFailure}
 * whose type is the name of its code; see {@link ActivityErrors}.
 */
public enum ErrorCode {
    /** A field is missing, unknown or out of range; the message names it. */
    INVALID_INPUT(Party.USER, false),
    /** No run has this id. */
    UNKNOWN_RUN(Party.USER, false),
    /** The run takes no further calls: it ended, or was cancelled or terminated. */
    RUN_CLOSED(Party.USER, false),
    /** The next call might cost more than the budget of the run or of its tenant has left. */
    BUDGET_EXHAUSTED(Party.USER, false),
    /** The same idempotency key came with another body. */
    CONFLICT(Party.USER, false),
    /** A record that starts a run has no key. */
    MISSING_KEY(Party.USER, false),
    /** The subset has no seeds: import some. */
    NO_SEEDS(Party.USER, false),

    /** No profile has this name. */
    TEACHER_UNKNOWN(Party.USER, false),
    /** 401 or 403. */
    TEACHER_UNAUTHORIZED(Party.TEACHER, false),
    /** The teacher counted more tokens for a call than it can have used: its profile is stopped. */
    PRICE_BOUND_BROKEN(Party.TEACHER, false),
    /** 402, or a quota that is used up. */
    TEACHER_QUOTA_EXHAUSTED(Party.TEACHER, false),
    /** 404: the model or path does not exist. */
    TEACHER_MODEL_UNKNOWN(Party.TEACHER, false),
    /** One reply after the other is not what the protocol says: this is no teacher that we can use, and it costs. */
    TEACHER_INCOMPATIBLE(Party.TEACHER, false),
    /** 400 or 422: the request is not understood. */
    TEACHER_REJECTED_REQUEST(Party.TEACHER, false),
    /** The prompt and the answer that is asked for are more than the model's context holds. */
    TEACHER_CONTEXT_TOO_LONG(Party.TEACHER, false),
    /** 429. */
    TEACHER_RATE_LIMITED(Party.TEACHER, true),
    /** 5xx. */
    TEACHER_UNAVAILABLE(Party.TEACHER, true),
    /** Refused, reset or half-closed connection. */
    TEACHER_UNREACHABLE(Party.TEACHER, true),
    /** No byte for the idle limit. */
    TEACHER_STALLED(Party.TEACHER, true),
    /** The reply is not what the protocol says. */
    TEACHER_MALFORMED_REPLY(Party.TEACHER, true),

    /** The body of this hash is not in the store. */
    ARTIFACT_MISSING(Party.PLATFORM, false),
    /** The stored bytes do not have the hash they are kept under. */
    ARTIFACT_CORRUPT(Party.PLATFORM, false),
    /** Postgres cannot be reached. */
    STORE_UNAVAILABLE(Party.PLATFORM, true),
    /** A jail could not be set up, or died by our fault. */
    SANDBOX_FAILED(Party.PLATFORM, true),
    /** More work than the verifier takes on. */
    VERIFIER_OVERLOADED(Party.RESOURCES, true),
    /** The candidate's workflow ended without an outcome, for example because an operator terminated it. */
    WORKFLOW_LOST(Party.PLATFORM, false),
    /** Numbers that are kept separately do not agree. */
    NOT_RECONCILED(Party.PLATFORM, false),
    /** A bug. */
    INTERNAL(Party.PLATFORM, true);

    private final Party party;
    private final boolean retryable;

    ErrorCode(Party party, boolean retryable) {
        this.party = party;
        this.retryable = retryable;
    }

    /** Who must act. */
    public Party party() {
        return party;
    }

    /** Whether the same request may succeed later without anybody changing it. */
    public boolean retryable() {
        return retryable;
    }
}
