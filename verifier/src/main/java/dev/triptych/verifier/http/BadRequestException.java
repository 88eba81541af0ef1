package dev.triptych.verifier.http;

import java.util.List;

/** The request makes no sense; each problem begins with the path of its field and a colon. */
public final class BadRequestException extends RuntimeException {
    private final List<String> problems;

    public BadRequestException(List<String> problems) {
        super(String.join("; ", problems), null, false, false);
        this.problems = List.copyOf(problems);
    }

    public BadRequestException(String field, String problem) {
        this(List.of(field + ": " + problem));
    }

    /** Every problem that was found. */
    public List<String> problems() {
        return problems;
    }
}
