package dev.triptych.contracts.question;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.triptych.contracts.CandidateId;
import dev.triptych.contracts.Question;
import dev.triptych.contracts.RejectReason;
import dev.triptych.contracts.Sha256;

/** What became of a draft. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = DraftResult.Kept.class, name = "kept"),
    @JsonSubTypes.Type(value = DraftResult.Dropped.class, name = "dropped"),
    @JsonSubTypes.Type(value = DraftResult.DuplicateOf.class, name = "duplicate")
})
public sealed interface DraftResult {
    /** Unique and readable, with its entry point stated. */
    record Kept(Question question) implements DraftResult {}

    /** Abstained, unreadable or without an entry point; {@code evidence} is a JSON artifact that says what was seen. */
    record Dropped(RejectReason reason, Sha256 evidence) implements DraftResult {}

    /** The same question is already in the corpus, from {@code original}. */
    record DuplicateOf(CandidateId original, Sha256 evidence) implements DraftResult {}
}
