package dev.triptych.verifier.http.codejudge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.triptych.verifier.http.BadRequestException;
import dev.triptych.verifier.http.Json;
import dev.triptych.verifier.http.Printed;
import dev.triptych.verifier.program.Ending;
import dev.triptych.verifier.program.Execution;
import dev.triptych.verifier.program.ProgramResult;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaskTest {
    private static final String TASK = """
            {"sub_id": "7", "type": "python", "solution": "print(1)", "input": "in", "expected_output": " 1 "}""";

    @Test
    void readsWhatTheClientSends() {
        Task task = Task.read(body(TASK));
        assertThat(task.id()).isEqualTo("7");
        assertThat(task.program().orElseThrow().input().stdin()).isEqualTo(bytes("in"));
        assertThat(task.expected()).contains(" 1 ");
        Task.Many many = Task.readMany(body("{\"type\": \"batch\", \"submissions\": [" + TASK
                + ", {\"type\": \"python\", \"solution\": \"\", \"input\": null, \"expected_output\": null}]}"));
        assertThat(many.tasks()).hasSize(2);
        assertThat(many.id()).isNotBlank();
        assertThat(many.tasks().get(1).expected()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}|submissions: must be a list of 1 to",
                "{\"submissions\": [{\"type\": \"python\"}]}|submissions[0].solution: is missing",
                "{\"submissions\": [{\"type\": \"math\", \"solution\": \"\"}]}|submissions[0].type: must be python or cpp",
                "{\"submissions\": [{\"solution\": \"\"}]}|submissions[0].type: is missing",
                "{\"submissions\": 3}|submissions: must be a list",
                "{\"submissions\": [3]}|submissions[0]: must be an object"
            })
    void namesTheFieldThatMakesNoSense(String body, String problem) {
        BadRequestException refused = catchThrowableOfType(BadRequestException.class, () -> Task.readMany(body(body)));
        assertThat(refused.problems()).anySatisfy(found -> assertThat(found).startsWith(problem));
    }

    @Test
    void takesAProgramThatIsTooLargeAsAResultOfItsOwn() {
        String large = "x".repeat(20 * 1024 * 1024);
        assertThat(Task.read(body("{\"type\": \"python\", \"solution\": \"\", \"input\": \"" + large + "\"}"))
                        .program())
                .isEmpty();
    }

    @Test
    void answersWithTheFieldsOfTheirDataclassAndNoOther() {
        Task task = Task.read(body(TASK));
        Result right = Result.of(task, result(Ending.EXITED, OptionalInt.of(0), "1\n"));
        assertThat(json(right, true)).isEqualTo("""
                {"sub_id":"7","success":true,"run_success":true,"cost":0.5,"stdout":"1\\n","stderr":"e","reason":""}""");
        assertThat(json(right, false)).isEqualTo("""
                {"sub_id":"7","success":true,"run_success":true,"cost":0.5,"reason":""}""");
        assertThat(json(Result.of(task, result(Ending.EXITED, OptionalInt.of(0), "2\n")), false))
                .contains("\"success\":false,\"run_success\":true", "\"reason\":\"\"");
        assertThat(json(Result.of(task, result(Ending.EXITED, OptionalInt.of(1), "1\n")), false))
                .contains("\"success\":false,\"run_success\":false", "\"reason\":\"\"");
        assertThat(json(Result.of(task, result(Ending.CPU_LIMIT, OptionalInt.empty(), "1\n")), false))
                .contains("\"success\":false,\"run_success\":false", "\"reason\":\"worker_timeout\"");
        assertThat(json(Result.without(task, Duration.ZERO, Result.Reason.QUEUE_TIMEOUT), true))
                .isEqualTo("{\"sub_id\":\"7\",\"success\":false,\"run_success\":false,\"cost\":0.0,"
                        + "\"stdout\":null,\"stderr\":null,\"reason\":\"queue_timeout\"}");
    }

    private static ProgramResult result(Ending ending, OptionalInt code, String stdout) {
        Execution run = new Execution(
                ending,
                code,
                OptionalInt.empty(),
                bytes(stdout),
                bytes("e"),
                Duration.ofMillis(250),
                Duration.ofMillis(500),
                2);
        return new ProgramResult(Optional.empty(), Optional.of(run), Map.of());
    }

    private static String json(Result result, boolean printed) {
        return new String(Json.bytes(printed ? result.json(new Printed()) : result.json()), StandardCharsets.UTF_8);
    }

    private static InputStream body(String json) {
        return new ByteArrayInputStream(bytes(json));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
