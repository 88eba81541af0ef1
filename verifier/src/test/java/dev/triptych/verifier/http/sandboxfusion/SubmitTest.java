package dev.triptych.verifier.http.sandboxfusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.triptych.verifier.http.BadRequestException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubmitTest {
    private static final String TEST = "[{\"input\": {\"stdin\": \"1\"}, \"output\": {\"stdout\": \"2\"}}]";

    @Test
    void readsARowThatComesWithTheRequest() {
        Submit submit = read("""
                {"dataset": "d", "id": "p-1", "completion": "Sure:\\n```python\\nprint(2)\\n```\\nDone.",
                 "config": {"dataset_type": "CommonOJDataset", "language": "python", "run_timeout": 4,
                  "provided_data": {"id": 1, "content": "c", "labels": {}, "test": %s},
                  "extra": {"run_all_cases": true}}}""".formatted(TEST));
        assertThat(submit.id().asText()).isEqualTo("p-1");
        assertThat(submit.code()).isEqualTo("print(2)\n");
        assertThat(submit.runAllCases()).isTrue();
        Submit.Case only = submit.cases().getFirst();
        assertThat(submit.cases()).hasSize(1);
        assertThat(only.expected()).isEqualTo("2");
        assertThat(only.program().limits().cpuSeconds()).isEqualTo(4);
    }

    @Test
    void readsCasesThatAreWrittenInAString() {
        assertThat(read("{\"id\": 1, \"completion\": \"x\", \"config\": {\"provided_data\": {\"test\": \""
                                + TEST.replace("\"", "\\\"") + "\"}}}")
                        .cases())
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"id\": 1}|completion: is missing",
                "{\"completion\": \"x\"}|config.provided_data.test: must be a list of cases",
                "{\"completion\": \"x\", \"config\": {\"provided_data\": {\"test\": \"{\"}}}|config.provided_data.test: ",
                "{\"completion\": \"x\", \"config\": {\"provided_data\": {\"test\": [1]}}}|config.provided_data.test[0]: ",
                "{\"completion\": \"x\", \"config\": {\"language\": \"go\"}}|config.language: must be python or cpp"
            })
    void namesTheFieldThatMakesNoSense(String body, String problem) {
        BadRequestException refused = catchThrowableOfType(BadRequestException.class, () -> read(body));
        assertThat(refused.problems()).anySatisfy(found -> assertThat(found).startsWith(problem));
    }

    @Test
    void findsTheCodeInACompletion() {
        assertThat(Completion.code("```\nold\n```\n```py\nnew\n```", "python")).isEqualTo("new\n");
        assertThat(Completion.code("a\n```\nfirst\n```\n```js\nx\n```", "python"))
                .isEqualTo("first\n");
        assertThat(Completion.code("```python\ncut off", "python")).isEqualTo("cut off");
        assertThat(Completion.code("print(1)", "python")).isEqualTo("print(1)");
        assertThat(Completion.code("``` python\nx = '```'\n```", "python")).isEqualTo("x = '```'\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'YES\n'|'yes'|true",
                "' 1 \n2\n\n'|'1\n2'|true",
                "0.3333333|0.33333334|true",
                "1e3|1000|true",
                "0.3334|0.3333|false",
                "1d|1|false",
                "nan|nan|true",
                "1|''|false",
                "'1\n2'|1|false",
                "1|'1\n2'|false"
            })
    void comparesLineByLine(String printed, String expected, boolean same) {
        assertThat(Comparison.same(printed, expected)).isEqualTo(same);
    }

    private static Submit read(String body) {
        return Submit.read(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
    }
}
