package dev.triptych.contracts.factory;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.triptych.contracts.Difficulty;
import dev.triptych.contracts.ErrorCode;
import dev.triptych.contracts.RejectReason;
import dev.triptych.contracts.Sha256;
import dev.triptych.contracts.TripletId;
import java.util.Optional;

/** How a candidate leaves a run. A candidate has exactly one; the database refuses a second. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Outcome.Accepted.class, name = "accepted"),
    @JsonSubTypes.Type(value = Outcome.Rejected.class, name = "rejected"),
    @JsonSubTypes.Type(value = Outcome.Failed.class, name = "failed"),
    @JsonSubTypes.Type(value = Outcome.Cancelled.class, name = "cancelled")
})
public sealed interface Outcome {
    /** Passed every gate and found a place; {@code tripletId} is final. */
    record Accepted(TripletId tripletId, Difficulty difficulty) implements Outcome {}

    /** Failed a gate, or found no place. Says nothing about infrastructure: see {@link Failed}. */
    record Rejected(RejectReason reason, Optional<Sha256> evidence) implements Outcome {}

    /** We could not decide. Final like the others: a retry is a new candidate with {@code retryOf}. */
    record Failed(ErrorCode error, String message) implements Outcome {}

    /** The run was cancelled, or terminated by an operator. */
    record Cancelled() implements Outcome {}
}
