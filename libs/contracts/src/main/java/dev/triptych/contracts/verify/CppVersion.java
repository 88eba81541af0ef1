package dev.triptych.contracts.verify;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The standard that C++ is compiled by. */
public enum CppVersion {
    @JsonProperty("c++17")
    CPP_17,
    @JsonProperty("c++20")
    CPP_20
}
