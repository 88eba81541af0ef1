package dev.triptych.contracts.solution;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.triptych.contracts.Sha256;

/** What a solution call gave. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = SolveResult.Written.class, name = "written"),
    @JsonSubTypes.Type(value = SolveResult.Unreadable.class, name = "unreadable")
})
public sealed interface SolveResult {
    /** A program that parses and defines the entry point; {@code reply} is the raw reply it was read from. */
    record Written(Sha256 solution, Sha256 reply) implements SolveResult {}

    /**
     * No such program in the reply: a failed attempt.
     *
     * @param reason a short fixed word: {@code truncated}, {@code refused}, {@code no-code}, {@code syntax},
     *     {@code no-entry-point}
     */
    record Unreadable(String reason, Sha256 evidence) implements SolveResult {}
}
