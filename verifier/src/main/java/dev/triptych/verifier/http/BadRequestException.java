package dev.triptych.verifier.http;

import java.util.List;

/** The request makes no sense; each problem names its field. */
final class BadRequestException extends RuntimeException {
    private final List<String> problems;

    BadRequestException(List<String> problems) {
        super(String.join("; ", problems));
        this.problems = List.copyOf(problems);
    }

    List<String> problems() {
        return problems;
    }
}
