package dev.triptych.contracts;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Language of a solution. */
public enum Language {
    @JsonProperty("python")
    PYTHON,
    @JsonProperty("cpp")
    CPP
}
