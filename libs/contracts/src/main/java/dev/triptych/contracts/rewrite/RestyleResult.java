package dev.triptych.contracts.rewrite;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.triptych.contracts.Sha256;

/** What a restyle call gave. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = RestyleResult.Restyled.class, name = "restyled"),
    @JsonSubTypes.Type(value = RestyleResult.Leaky.class, name = "leaky"),
    @JsonSubTypes.Type(value = RestyleResult.Unreadable.class, name = "unreadable")
})
public sealed interface RestyleResult {
    /**
     * @param prompt the completion prompt: imports, signature, docstring with examples
     * @param fitted the solution fitted into the prompt's signature; still to be judged by the triplet's tests
     */
    record Restyled(Sha256 prompt, Sha256 fitted) implements RestyleResult {}

    /** The prompt gives away: {@code solution-statement} or {@code hidden-tests}. */
    record Leaky(String gate, Sha256 evidence) implements RestyleResult {}

    /** {@code truncated}, {@code refused}, {@code no-code}, {@code syntax}, {@code signature}, {@code no-docstring}. */
    record Unreadable(String reason, Sha256 evidence) implements RestyleResult {}
}
