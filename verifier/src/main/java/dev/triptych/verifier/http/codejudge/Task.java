package dev.triptych.verifier.http.codejudge;

import dev.triptych.contracts.Language;
import dev.triptych.contracts.verify.Limits;
import dev.triptych.verifier.http.Fields;
import dev.triptych.verifier.http.Languages;
import dev.triptych.verifier.program.Input;
import dev.triptych.verifier.program.Program;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * {@code Submission}: a program, its input, and what it must print.
 *
 * @param program empty when it is larger than what can be run: that is a result of this one task, not of its batch
 */
record Task(String id, Optional<Program> program, Optional<String> expected) {
    private static final int BATCH_MAX = 10_000;

    /** {@code BatchSubmission}. */
    record Many(String id, List<Task> tasks) {}

    static Task read(InputStream json) {
        Fields request = Fields.read(json);
        Task task = read(request);
        request.end();
        return task;
    }

    static Many readMany(InputStream json) {
        Fields request = Fields.read(json);
        List<Task> tasks = request.objects("submissions", BATCH_MAX).stream()
                .map(Task::read)
                .toList();
        if (tasks.isEmpty()) {
            request.complain("submissions", "must be a list of 1 to " + BATCH_MAX);
        }
        Many many = new Many(id(request), tasks);
        request.end();
        return many;
    }

    private static Task read(Fields request) {
        Language language = Languages.read(request, "type", request.requiredText("type"));
        String solution = request.requiredText("solution");
        byte[] stdin = request.text("input").orElse("").getBytes(StandardCharsets.UTF_8);
        return new Task(id(request), program(language, solution, stdin), request.text("expected_output"));
    }

    private static Optional<Program> program(Language language, String solution, byte[] stdin) {
        try {
            return Optional.of(new Program(language, solution, Input.of(stdin), Limits.DEFAULT, Limits.DEFAULT));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String id(Fields request) {
        return request.text("sub_id").orElseGet(() -> UUID.randomUUID().toString());
    }
}
