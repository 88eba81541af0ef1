package dev.triptych.verifier.judge;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a program is judged. */
public enum Style {
    /** A suite, in a jail of its own, that reaches the solution through a proxy. */
    @JsonProperty("pytest")
    PYTEST,
    /** Calls whose results are compared outside. */
    @JsonProperty("function")
    FUNCTION,
    /** A script for each case; its output is compared outside. */
    @JsonProperty("stdio")
    STDIO,
    /** A C++ suite of assertions, with a main of its own, and the solution in one program. */
    @JsonProperty("assert")
    ASSERT
}
