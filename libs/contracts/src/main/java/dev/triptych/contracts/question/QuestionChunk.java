package dev.triptych.contracts.question;

import java.util.List;

/** Given questions that lie beside each other in a {@link QuestionSet}; an artifact of its own. */
public record QuestionChunk(List<GivenQuestion> questions) {
    public QuestionChunk {
        questions = List.copyOf(questions);
    }
}
