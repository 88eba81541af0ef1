package dev.triptych.contracts.factory;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a run does when its next call might cost more than its budget has left. */
public enum OnBudget {
    /** Gives up what is in flight as soon as it needs a teacher, and closes as {@code BUDGET_EXHAUSTED}. */
    END,
    /** Waits, with what is in flight, for {@code retune} or {@code finish}. */
    WAIT;

    /** How it is written. */
    @JsonValue
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads what {@link #text} writes. */
    @JsonCreator
    public static OnBudget parse(String text) {
        for (OnBudget one : values()) {
            if (one.text().equals(text)) {
                return one;
            }
        }
        throw new IllegalArgumentException("must be end or wait, was " + text);
    }
}
