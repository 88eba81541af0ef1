package dev.triptych.contracts.tests;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.triptych.contracts.Sha256;

/** What a test call gave. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = WriteTestsResult.Written.class, name = "written"),
    @JsonSubTypes.Type(value = WriteTestsResult.Unreadable.class, name = "unreadable"),
    @JsonSubTypes.Type(value = WriteTestsResult.Invalid.class, name = "invalid")
})
public sealed interface WriteTestsResult {
    /** A suite that passed the static gate; {@code checks} test functions. */
    record Written(Sha256 tests, int checks, Sha256 reply) implements WriteTestsResult {}

    /** No suite in the reply: {@code truncated}, {@code refused}, {@code no-code}, {@code syntax}. */
    record Unreadable(String reason, Sha256 evidence) implements WriteTestsResult {}

    /**
     * Failed the static gate.
     *
     * @param rule a short fixed word: {@code entry-point-not-imported}, {@code shadows-entry-point},
     *     {@code too-few-tests}, {@code no-assertion}, {@code cannot-fail}, {@code nondeterministic}, {@code skips},
     *     {@code tampers}
     */
    record Invalid(String rule, Sha256 evidence) implements WriteTestsResult {}
}
