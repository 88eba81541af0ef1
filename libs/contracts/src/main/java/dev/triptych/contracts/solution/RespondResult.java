package dev.triptych.contracts.solution;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.triptych.contracts.Sha256;

/** What a response call gave. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = RespondResult.Written.class, name = "written"),
    @JsonSubTypes.Type(value = RespondResult.Unreadable.class, name = "unreadable")
})
public sealed interface RespondResult {
    /** Reasoning and answer, split; {@code solution} is the program in the answer that defines the entry point. */
    record Written(Sha256 thinking, Sha256 answer, Sha256 solution) implements RespondResult {}

    /** As {@link SolveResult.Unreadable}, with the further reasons {@code no-thinking} and {@code unclosed-thinking}. */
    record Unreadable(String reason, Sha256 evidence) implements RespondResult {}
}
