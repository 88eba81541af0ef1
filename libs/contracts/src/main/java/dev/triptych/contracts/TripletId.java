package dev.triptych.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** A triplet; a name-based UUID of its candidate. */
public record TripletId(@JsonValue String value) {
    @JsonCreator
    public TripletId {
        if (value.length() != 36) {
            throw new IllegalArgumentException("a triplet id is a UUID, was: " + value);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
