package dev.triptych.verifier.http.piston;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.triptych.contracts.verify.Limits;
import dev.triptych.verifier.http.BadRequestException;
import dev.triptych.verifier.http.Json;
import dev.triptych.verifier.program.Ending;
import dev.triptych.verifier.program.Execution;
import dev.triptych.verifier.program.Program;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JobTest {
    private static final String FILES = "\"files\": [{\"content\": \"x\"}]";

    @Test
    void readsAProgramWithItsFiles() {
        Program program = read("""
                {"language": "py", "version": "3.11", "stdin": "in", "args": ["a"], "run_timeout": 500,
                 "run_memory_limit": 67108864, "compile_timeout": 1000,
                 "files": [{"name": "a.bin", "encoding": "base64", "content": "AQI="},
                           {"name": "main.py", "content": "print(1)"},
                           {"content": "0a0b", "encoding": "hex"}]}""").program();
        assertThat(program.source()).isEqualTo("print(1)");
        assertThat(program.input().stdin()).isEqualTo("in\n".getBytes(StandardCharsets.UTF_8));
        assertThat(program.input().arguments()).containsExactly("a");
        assertThat(program.input().files()).containsOnlyKeys("a.bin", "file2.code");
        assertThat(program.input().files().get("file2.code")).isEqualTo(new byte[] {10, 11});
        assertThat(program.limits()).isEqualTo(new Limits(0.5, 3.5, 64, 16));
    }

    @Test
    void fillsInTheirDefaults() {
        Job job = read("{\"language\": \"python\", \"version\": \"*\", " + FILES + "}");
        assertThat(job.program().limits()).isEqualTo(new Limits(3, 6, 1024, 16));
        assertThat(job.runtime().compiled()).isFalse();
        assertThat(job.program().input().stdin()).isEqualTo(new byte[] {'\n'});
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "x", "3", "3.x", "3.*", "3.X.x", "3.11", "3.11.x", "3.11.7"})
    void findsTheInterpreterByAnyRangeThatHoldsIt(String version) {
        Job job = read("{\"language\": \"python\", \"version\": \"" + version + "\", " + FILES + "}");
        assertThat(job.runtime().version()).isEqualTo("3.11.7");
    }

    @Test
    void keepsTheAnswerOfAGradedProblemAwayFromTheSolution() {
        Job job = read("""
                {"language": "cf_python3", "version": "*", "run_timeout": 5000, "files": [
                 {"name": "main.python", "content": "print(1)"}, {"name": "checker.py", "content": "c"},
                 {"name": "input.txt", "content": "in"}, {"name": "correct_output.txt", "content": "1"},
                 {"name": "grader_config", "content": "TIME_LIMIT=2.0\\nMEMORY_LIMIT=64.0\\nINPUT_MODE=stdio"}]}""");
        assertThat(job.program().input().files()).isEmpty();
        assertThat(job.program().input().stdin()).isEqualTo("in".getBytes(StandardCharsets.UTF_8));
        assertThat(job.program().limits()).isEqualTo(new Limits(2, 5, 96, 16));
        assertThat(job.runtime().compiled()).isTrue();
        Graded graded = job.graded().orElseThrow();
        assertThat(graded.same("1 \n".getBytes(StandardCharsets.UTF_8))).isTrue();
        assertThat(graded.same("11".getBytes(StandardCharsets.UTF_8))).isFalse();
        assertThat(graded.check(new byte[0]).orElseThrow().input().files())
                .containsOnlyKeys("input.txt", "correct_output.txt", "solution_output.txt");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}|language: is missing",
                "{\"language\": \"python\"}|version: is missing",
                "{\"language\": \"cobol\", \"version\": \"*\"}|language: cobol-* runtime is unknown",
                "{\"language\": \"python\", \"version\": \"3.1\"}|language: python-3.1 runtime is unknown",
                "{\"language\": \"python\", \"version\": \"2\"}|language: python-2 runtime is unknown",
                "{\"language\": \"python\", \"version\": \"2.x\"}|language: python-2.x runtime is unknown",
                "{\"language\": \"python\", \"version\": \"3.1.x\"}|language: python-3.1.x runtime is unknown",
                "{\"files\": []}|files: must include at least one utf8 encoded file",
                "{\"files\": [{\"content\": \"AQ==\", \"encoding\": \"base64\"}]}|files: must include at least one utf8",
                "{\"files\": [{\"content\": \"!\", \"encoding\": \"base64\"}]}|files[0].content: is no base64",
                "{\"files\": [{\"content\": \"x\", \"encoding\": \"hex\"}]}|files[0].content: is not hexadecimal",
                "{\"files\": [{}]}|files[0].content: is missing",
                "{\"run_timeout\": -1}|run_timeout: must be 1 to 300000, was -1.0",
                "{\"run_timeout\": 1e308}|run_timeout: must be 1 to 300000, was 1.0E308",
                "{\"run_memory_limit\": -5}|run_memory_limit: must be -1 to 8589934592, was -5.0",
                "{\"compile_cpu_time\": NaN}|compile_cpu_time: must be"
            })
    void namesTheFieldThatMakesNoSense(String body, String problem) {
        BadRequestException refused = catchThrowableOfType(BadRequestException.class, () -> read(body));
        assertThat(refused.problems()).anySatisfy(found -> assertThat(found).startsWith(problem));
    }

    @Test
    void refusesNamesThatLeaveTheFolder() {
        BadRequestException refused = catchThrowableOfType(BadRequestException.class, () -> read("""
                {"language": "python", "version": "*",
                 "files": [{"content": "x"}, {"name": "../x", "content": "y"}]}"""));
        assertThat(refused.problems()).singleElement().asString().startsWith("files: the name \"../x\"");
    }

    @Test
    void tellsAStageInTheWordsOfTheirSandbox() {
        assertThat(stage(Ending.EXITED, 0)).isEqualTo("""
                {"signal":null,"stdout":"o","stderr":"e","code":0,"output":"oe","memory":2097152,"message":null,\
                "status":null,"cpu_time":250,"wall_time":500,"verdict":null}""");
        assertThat(stage(Ending.EXITED, 1)).contains("\"code\":1", "\"status\":\"RE\"", "\"signal\":null");
        assertThat(stage(Ending.SIGNALLED, 11))
                .contains("\"signal\":\"SIGSEGV\"", "\"code\":null", "\"status\":\"SG\"");
        assertThat(stage(Ending.CPU_LIMIT, 0)).contains("\"signal\":\"SIGKILL\"", "\"status\":\"TO\"", "\"TLE\"");
        assertThat(stage(Ending.WALL_LIMIT, 0)).contains("Time limit exceeded (wall clock)", "\"ILE\"");
        assertThat(stage(Ending.OUTPUT_LIMIT, 0)).contains("\"status\":\"OL\"", "\"OLE\"");
        assertThat(stage(Ending.MEMORY_LIMIT, 0)).contains("\"status\":\"SG\"", "\"MLE\"");
    }

    private static String stage(Ending ending, int number) {
        Execution execution = new Execution(
                ending,
                ending == Ending.EXITED ? OptionalInt.of(number) : OptionalInt.empty(),
                ending == Ending.SIGNALLED ? OptionalInt.of(number) : OptionalInt.empty(),
                new byte[] {'o'},
                new byte[] {'e'},
                Duration.ofMillis(250),
                Duration.ofMillis(500),
                2);
        return new String(Json.bytes(Stage.of(execution)), StandardCharsets.UTF_8);
    }

    private static Job read(String body) {
        return Job.read(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)), "3.11.7");
    }
}
