package dev.triptych.contracts;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How far what decides was kept from what was judged; ordered from the weakest. */
public enum Assurance {
    /** The suite and the solution share a process. */
    @JsonProperty("in-process")
    IN_PROCESS,
    /** The suite and the solution live in two jails. */
    @JsonProperty("split")
    SPLIT,
    /** Expected values never enter a jail. */
    @JsonProperty("outside")
    OUTSIDE
}
