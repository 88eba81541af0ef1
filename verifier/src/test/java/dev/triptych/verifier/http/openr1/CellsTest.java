package dev.triptych.verifier.http.openr1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.triptych.verifier.http.BadRequestException;
import dev.triptych.verifier.http.Json;
import dev.triptych.verifier.http.Printed;
import dev.triptych.verifier.program.Ending;
import dev.triptych.verifier.program.Execution;
import dev.triptych.verifier.program.ProgramResult;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CellsTest {
    @Test
    void readsWhatTheClientsSend() {
        Cells cells = read("""
                {"scripts": ["1 + 1", "x"], "languages": ["python", "javascript"], "timeout": 30,
                 "request_timeout": 28}""");
        assertThat(cells.scripts()).hasSize(2);
        assertThat(cells.scripts().get(0).orElseThrow().input().files().get("cell.txt"))
                .isEqualTo("1 + 1".getBytes(StandardCharsets.UTF_8));
        assertThat(cells.scripts().get(0).orElseThrow().limits().cpuSeconds()).isEqualTo(30);
        assertThat(cells.scripts().get(1)).isEmpty();
        assertThat(read("{\"scripts\": [\"x\"], \"language\": \"python\", \"timeout\": 1, \"request_timeout\": 1}")
                        .scripts())
                .singleElement()
                .matches(Optional::isPresent);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}|scripts: is missing",
                "{\"scripts\": \"x\"}|scripts: must be a list",
                "{\"scripts\": [1]}|scripts[0]: must be a string",
                "{\"scripts\": [\"\"], \"languages\": [\"python\", \"python\"]}|languages: must be as many as scripts: 1",
                "{\"scripts\": [\"\"], \"timeout\": -3}|timeout: must be 0.1 to 300",
                "{\"scripts\": [\"\"], \"request_timeout\": NaN}|request_timeout: must be"
            })
    void namesTheFieldThatMakesNoSense(String body, String problem) {
        BadRequestException refused = catchThrowableOfType(BadRequestException.class, () -> read(body));
        assertThat(refused.problems()).anySatisfy(found -> assertThat(found).startsWith(problem));
    }

    @Test
    void answersWithTheValueOfTheLastExpression() {
        assertThat(reply(Ending.EXITED, "{\"text\": \"0.5\", \"error\": null}")).isEqualTo("""
                {"execution":{"results":[{"text":"0.5","is_main_result":true}],\
                "logs":{"stdout":["out"],"stderr":[]},"error":null,"execution_count":1},\
                "text":"0.5","exception_str":null}""");
        assertThat(reply(Ending.EXITED, "{\"text\": \"'quoted'\", \"error\": null}"))
                .contains("\"text\":\"quoted\"");
        assertThat(reply(Ending.EXITED, "{\"text\": null, \"error\": null}"))
                .contains("\"results\":[]", "\"text\":\"out\"");
    }

    @Test
    void tellsErrorsFromRunsThatDidNotEnd() {
        assertThat(reply(Ending.EXITED, "{\"error\": {\"name\": \"E\", \"value\": \"v\", \"traceback\": \"t\"}}"))
                .contains("\"error\":{\"name\":\"E\",\"value\":\"v\",\"traceback\":\"t\"}");
        assertThat(reply(Ending.SIGNALLED, "{")).contains("\"error\":{\"name\":\"ProcessEnded\"");
        assertThat(reply(Ending.CPU_LIMIT, "{}"))
                .isEqualTo("{\"execution\":null,\"text\":null,\"exception_str\":\"timed out\"}");
    }

    private static String reply(Ending ending, String report) {
        Execution run = new Execution(
                ending,
                OptionalInt.of(0),
                OptionalInt.empty(),
                "out".getBytes(StandardCharsets.UTF_8),
                new byte[0],
                Duration.ZERO,
                Duration.ZERO,
                0);
        ProgramResult result = new ProgramResult(
                Optional.empty(), Optional.of(run), Map.of(Cells.REPORT, report.getBytes(StandardCharsets.UTF_8)));
        return new String(Json.bytes(CellReply.of(result, new Printed())), StandardCharsets.UTF_8);
    }

    private static Cells read(String body) {
        return Cells.read(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
    }
}
