package dev.triptych.contracts;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How far what decides was kept from what was judged; ordered from the weakest. */
public enum Assurance {
    /** The suite and the solution share a process. */
    @JsonProperty("in-process")
    IN_PROCESS,
    /**
     * The suite and the solution live in two jails, but something passed by the solution's own word: an object of it
     * said what it is equal to, or a class what its constants are.
     */
    @JsonProperty("self-attested")
    SELF_ATTESTED,
    /** The suite and the solution live in two jails, and no word of the solution decided. */
    @JsonProperty("split")
    SPLIT,
    /** Expected values never enter a jail. */
    @JsonProperty("outside")
    OUTSIDE;

    /** The levels as they are written, for people. */
    public static final String WORDS = "in-process, self-attested, split or outside";

    /** @param word as it stands in requests and replies; empty for any other */
    public static Optional<Assurance> of(String word) {
        return Arrays.stream(values())
                .filter(one ->
                        one.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(word))
                .findFirst();
    }
}
