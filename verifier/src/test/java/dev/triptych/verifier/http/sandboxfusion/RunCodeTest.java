package dev.triptych.verifier.http.sandboxfusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.triptych.contracts.Language;
import dev.triptych.contracts.verify.Limits;
import dev.triptych.verifier.http.BadRequestException;
import dev.triptych.verifier.program.Program;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunCodeTest {
    @Test
    void readsWhatVerlSends() {
        Program program = read("""
                {"compile_timeout": 10, "run_timeout": 10, "code": "print(1)", "stdin": "1 2\\n",
                 "memory_limit_MB": 1024, "language": "python", "files": {}, "fetch_files": []}""").program();
        assertThat(program.language()).isEqualTo(Language.PYTHON);
        assertThat(program.source()).isEqualTo("print(1)");
        assertThat(program.input().stdin()).isEqualTo("1 2\n".getBytes(StandardCharsets.UTF_8));
        assertThat(program.limits()).isEqualTo(new Limits(10, 20, 1024, 16));
    }

    @Test
    void fillsInWhatIsLeftOut() {
        RunCode request = read("{\"code\": \"x\", \"stdin\": null, \"unknown_field\": 1}");
        assertThat(request.program().language()).isEqualTo(Language.PYTHON);
        assertThat(request.program().limits()).isEqualTo(new Limits(10, 20, 1024, 16));
        assertThat(request.fresh()).isFalse();
    }

    @Test
    void readsEveryField() {
        RunCode request = read("""
                {"code": "x", "run_timeout": 0.5, "compile_timeout": 3.5, "memory_limit_MB": 64.0, "cache": false,
                 "files": {"a/b.txt": "aGkK", "skipped": null}, "fetch_files": ["out"], "args": ["-q"]}""");
        Program program = request.program();
        assertThat(program.limits()).isEqualTo(new Limits(0.5, 3.5, 64, 16));
        assertThat(program.compileLimits()).isEqualTo(new Limits(3.5, 7, 64, 16));
        assertThat(program.input().files()).containsOnlyKeys("a/b.txt");
        assertThat(program.input().files().get("a/b.txt")).isEqualTo("hi\n".getBytes(StandardCharsets.UTF_8));
        assertThat(program.input().wanted()).containsExactly("out");
        assertThat(program.input().arguments()).containsExactly("-q");
        assertThat(request.fresh()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}|code: is missing",
                "{\"code\": null}|code: is missing",
                "{\"code\": 7}|code: must be a string",
                "{\"code\": \"\\ud800\"}|code: holds half of a surrogate pair",
                "{\"code\": \"\", \"language\": \"cobol\"}|language: must be python or cpp, was cobol",
                "{\"code\": \"\", \"stdin\": []}|stdin: must be a string",
                "{\"code\": \"\", \"run_timeout\": NaN}|run_timeout: must be 0.1 to 300, was NaN",
                "{\"code\": \"\", \"run_timeout\": -Infinity}|run_timeout: must be 0.1 to 300, was -Infinity",
                "{\"code\": \"\", \"run_timeout\": 1e308}|run_timeout: must be 0.1 to 300, was 1.0E308",
                "{\"code\": \"\", \"run_timeout\": 1e999}|run_timeout: must be 0.1 to 300, was Infinity",
                "{\"code\": \"\", \"run_timeout\": -1}|run_timeout: must be 0.1 to 300, was -1.0",
                "{\"code\": \"\", \"compile_timeout\": 0}|compile_timeout: must be 0.1 to 300, was 0.0",
                "{\"code\": \"\", \"run_timeout\": \"1\"}|run_timeout: must be a number",
                "{\"code\": \"\", \"memory_limit_MB\": -2}|memory_limit_MB: must be -1 to 8192, was -2.0",
                "{\"code\": \"\", \"memory_limit_MB\": 3}|memory_limit_MB: must be -1, or 16 to 8192, was 3",
                "{\"code\": \"\", \"memory_limit_MB\": 99.5}|memory_limit_MB: must be a whole number",
                "{\"code\": \"\", \"files\": []}|files: must be an object",
                "{\"code\": \"\", \"files\": {\"a\": \"!\"}}|files.a: is no base64",
                "{\"code\": \"\", \"files\": {\"a\": \"YQ=\"}}|files.a: is no base64",
                "{\"code\": \"\", \"files\": {\"../../x\": \"YQ==\"}}|files: the name \"../../x\" must be a plain path",
                "{\"code\": \"\", \"files\": {\"a\\u0000\": \"YQ==\"}}|files: the name \"a?\" holds a character",
                "{\"code\": \"\", \"fetch_files\": [\"/etc/passwd\"]}|fetch_files: the name \"/etc/passwd\" must be",
                "{\"code\": \"\", \"fetch_files\": [1]}|fetch_files[0]: must be a string",
                "{\"code\": \"\", \"cache\": 1}|cache: must be true or false",
                "[]|body: must be a JSON object"
            })
    void namesTheFieldThatMakesNoSense(String body, String problem) {
        BadRequestException refused = catchThrowableOfType(BadRequestException.class, () -> read(body));
        assertThat(refused.problems()).anySatisfy(found -> assertThat(found).startsWith(problem));
    }

    private static RunCode read(String body) {
        return RunCode.read(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
    }
}
