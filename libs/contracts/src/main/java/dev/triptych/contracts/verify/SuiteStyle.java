package dev.triptych.contracts.verify;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What the tests of a request are, and with that how they judge. */
public enum SuiteStyle {
    /** Python: a suite that imports the entry point {@code from solution}. */
    @JsonProperty("pytest")
    PYTEST,
    /** Python: lines {@code assert f(literals) == literal}. */
    @JsonProperty("function")
    FUNCTION,
    /** Cases, as JSON: {@code {"cases": [{"stdin", "stdout"}], "checker": {"language", "standard", "source"}}}. */
    @JsonProperty("stdio")
    STDIO,
    /** C++: a unit of assertions with its own {@code main} and declarations of what it calls. */
    @JsonProperty("assert")
    ASSERT
}
