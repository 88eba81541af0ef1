package dev.triptych.verifier.http.sandboxfusion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triptych.verifier.http.Json;
import dev.triptych.verifier.http.Printed;
import dev.triptych.verifier.program.Ending;
import dev.triptych.verifier.program.Execution;
import dev.triptych.verifier.program.ProgramResult;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ReplyTest {
    @Test
    void saysSuccessAndNoVerdictOfACleanEnd() {
        assertThat(reply(Ending.EXITED, OptionalInt.of(0), OptionalInt.empty(), "3\n"))
                .isEqualTo("""
                {"status":"Success","message":"","compile_result":null,\
                "run_result":{"status":"Finished","execution_time":0.5,"return_code":0,"stdout":"3\\n","stderr":"e"},\
                "executor_pod_name":null,"files":{"o":"AQ=="},\
                "verdict":null,"cpu_time":0.25,"memory_bytes":2097152,"suspicion":[]}""");
    }

    @Test
    void saysFailedOfAnyOtherEnd() {
        assertThat(reply(Ending.EXITED, OptionalInt.of(3), OptionalInt.empty(), ""))
                .contains("\"status\":\"Failed\"", "\"Finished\"", "\"return_code\":3", "\"verdict\":\"RE\"");
        assertThat(reply(Ending.SIGNALLED, OptionalInt.empty(), OptionalInt.of(11), ""))
                .contains("\"status\":\"Failed\"", "\"Finished\"", "\"return_code\":-11", "\"verdict\":\"RE\"");
        assertThat(reply(Ending.MEMORY_LIMIT, OptionalInt.empty(), OptionalInt.empty(), ""))
                .contains("\"status\":\"Failed\"", "\"Finished\"", "\"return_code\":-9", "\"verdict\":\"MLE\"");
        assertThat(reply(Ending.CPU_LIMIT, OptionalInt.empty(), OptionalInt.empty(), ""))
                .contains("\"Failed\"", "\"TimeLimitExceeded\"", "\"return_code\":null", "\"verdict\":\"TLE\"");
        assertThat(reply(Ending.WALL_LIMIT, OptionalInt.empty(), OptionalInt.empty(), ""))
                .contains("\"Failed\"", "\"TimeLimitExceeded\"", "\"return_code\":null", "\"verdict\":\"ILE\"");
        assertThat(reply(Ending.TAMPERED, OptionalInt.empty(), OptionalInt.empty(), ""))
                .contains("\"Failed\"", "\"verdict\":\"CHEAT\"", "\"suspicion\":[\"the program wrote");
    }

    @Test
    void keepsBytesThatAreNoText() {
        Execution run = execution(Ending.EXITED, OptionalInt.of(0), OptionalInt.empty(), new byte[] {(byte) 0xFF});
        assertThat(new String(
                        Json.bytes(Reply.of(
                                new ProgramResult(Optional.empty(), Optional.of(run), Map.of()), new Printed())),
                        StandardCharsets.UTF_8))
                .contains("\"stdout\":\"\uFFFD\"", "\"stdout_base64\":\"/w==\"");
    }

    @Test
    void saysSandboxErrorWhenItWasOurs() {
        assertThat(new String(Json.bytes(Reply.sandboxError("broken")), StandardCharsets.UTF_8))
                .startsWith("{\"status\":\"SandboxError\",\"message\":\"broken\",\"compile_result\":null,"
                        + "\"run_result\":null,\"executor_pod_name\":null,\"files\":{},\"verdict\":\"IE\"");
    }

    private static String reply(Ending ending, OptionalInt code, OptionalInt signal, String stdout) {
        Execution run = execution(ending, code, signal, stdout.getBytes(StandardCharsets.UTF_8));
        ProgramResult result = new ProgramResult(Optional.empty(), Optional.of(run), Map.of("o", new byte[] {1}));
        return new String(Json.bytes(Reply.of(result, new Printed())), StandardCharsets.UTF_8);
    }

    private static Execution execution(Ending ending, OptionalInt code, OptionalInt signal, byte[] stdout) {
        return new Execution(
                ending, code, signal, stdout, new byte[] {'e'}, Duration.ofMillis(250), Duration.ofMillis(500), 2);
    }
}
