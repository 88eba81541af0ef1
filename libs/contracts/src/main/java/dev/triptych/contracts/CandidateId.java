package dev.triptych.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * A candidate: the {@code number}-th that its run issued, from 1. Written {@code <run>/<number>}.
 *
 * <p>Derived, not drawn: whoever repeats a step names the same candidate.
 */
public record CandidateId(RunId run, int number) {
    public CandidateId {
        if (number < 1) {
            throw new IllegalArgumentException("candidates are numbered from 1, was " + number);
        }
    }

    /** Reads {@code <run>/<number>}. */
    @JsonCreator
    public static CandidateId parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException("a candidate id is <run>/<number>, was: " + text);
        }
        return new CandidateId(new RunId(text.substring(0, slash)), Integer.parseInt(text.substring(slash + 1)));
    }

    /** The id of the triplet that this candidate may become. */
    public TripletId tripletId() {
        return new TripletId(UUID.nameUUIDFromBytes(("triplet:" + this).getBytes(StandardCharsets.UTF_8))
                .toString());
    }

    @JsonValue
    @Override
    public String toString() {
        return run + "/" + number;
    }
}
