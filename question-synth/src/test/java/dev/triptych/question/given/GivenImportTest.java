package dev.triptych.question.given;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triptych.contracts.json.TriptychJson;
import dev.triptych.contracts.question.GivenQuestion;
import dev.triptych.contracts.question.QuestionChunk;
import dev.triptych.contracts.question.QuestionSet;
import dev.triptych.testkit.MemoryArtifacts;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GivenImportTest {
    private final MemoryArtifacts artifacts = new MemoryArtifacts();

    private GivenImport.Result imported(String lines) throws IOException {
        return new GivenImport(artifacts).run(new BufferedReader(new StringReader(lines)));
    }

    @Test
    void keepsQuestionsInTheirOrderAsChunksOfOneSet() throws IOException {
        GivenImport.Result result = imported(IntStream.rangeClosed(1, 250)
                .mapToObj(i -> "{\"id\":\"q" + i + "\",\"text\":\"Double it " + i
                        + "\",\"signature\":\"twice(n: int) -> int\"}")
                .collect(Collectors.joining("\n")));

        assertThat(result.count()).isEqualTo(250);
        QuestionSet set = TriptychJson.mapper().readValue(artifacts.read(result.questions()), QuestionSet.class);
        assertThat(set.chunks()).hasSize(3);
        QuestionChunk last =
                TriptychJson.mapper().readValue(artifacts.read(set.chunks().getLast()), QuestionChunk.class);
        assertThat(last.questions())
                .hasSize(50)
                .extracting(GivenQuestion::id)
                .startsWith("q201")
                .endsWith("q250");
    }

    @Test
    void theSameQuestionsAreTheSameSet() throws IOException {
        String line = "{\"text\":\"Double it\",\"signature\":\"twice(n: int) -> int\"}";
        assertThat(imported(line)).isEqualTo(imported(line + "\n"));
    }

    @Test
    void tellsWhatIsWrongWithALineAndTakesTheOthers() throws IOException {
        GivenImport.Result result = imported("""
                {"text":"Double it","signature":"twice(n: int) -> int"}
                nonsense
                {"text":"","signature":"twice(n: int) -> int"}
                {"text":"Double it","signature":"2wice(n: int) -> int"}""");
        assertThat(result.count()).isEqualTo(1);
        assertThat(result.rejected()).extracting(GivenImport.RejectedLine::line).containsExactly(2L, 3L, 4L);
        assertThat(result.rejected().get(1).message()).contains("text:");
        assertThat(result.rejected().get(2).message()).contains("entryPoint.name");
    }
}
