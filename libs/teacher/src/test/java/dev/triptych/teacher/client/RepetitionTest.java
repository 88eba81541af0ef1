package dev.triptych.teacher.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RepetitionTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a ",
                "=",
                "ab",
                "Wait, let me think about this again. ",
                "assert f(1) == 2\n",
                "x = x + 1\nif x > 10:\n    x = 0\n",
                "So the answer is 3. But is it? If n is odd, then the middle element counts twice, and the sum is off by"
                        + " one. Let me look at the example again: [1, 2, 3] gives 6, which is right. Hmm.\n\n"
            })
    void noticesATextThatOnlyRepeatsItself(String loop) {
        Repetition repetition = new Repetition();
        repetition.add("The function sorts the list first and then walks over it from both ends. ");

        for (int i = 0; i < 6_000; i++) {
            repetition.add(loop);
        }

        assertThat(repetition.found()).isTrue();
    }

    @Test
    void noticesALoopWhateverThePiecesAre() {
        String loop = "Wait, let me think about this again. ".repeat(400);
        Repetition repetition = new Repetition();

        for (int i = 0; i < loop.length(); i += 3) {
            repetition.add(loop.substring(i, Math.min(loop.length(), i + 3)));
        }

        assertThat(repetition.found()).isTrue();
    }

    @Test
    void takesOrdinaryCodeForWhatItIs() throws IOException {
        List<Path> sources;
        try (Stream<Path> tree = Files.walk(Path.of("src"))) {
            sources = tree.filter(file -> file.toString().endsWith(".java")).toList();
        }
        assertThat(sources).hasSizeGreaterThan(20);

        for (Path source : sources) {
            assertThat(found(Files.readString(source))).as(source.toString()).isFalse();
        }
    }

    @Test
    void takesALongSuiteOfSimilarTestsForWhatItIs() {
        String suite = IntStream.range(0, 1_500)
                .mapToObj(i -> "def test_case_" + i + "():\n    assert solve([" + i + ", " + i % 7 + ", " + i * 31 % 101
                        + "]) == " + i * 3 + "\n\n")
                .collect(Collectors.joining());

        assertThat(found(suite)).isFalse();
    }

    @Test
    void takesATableOfNumbersForWhatItIs() {
        String table = IntStream.range(0, 4_000)
                .mapToObj(i -> Integer.toString(i * i % 997))
                .collect(Collectors.joining(", ", "TABLE = [", "]\n"));

        assertThat(found(table)).isFalse();
    }

    @Test
    void takesAGridOfEmptyCellsForWhatItIs() {
        assertThat(found("grid = [\n" + "    [0, 0, 0, 0, 0, 0, 0, 0, 0, 0],\n".repeat(20) + "]\n" + "# "
                        + "-".repeat(78)))
                .isFalse();
    }

    private static boolean found(String text) {
        Repetition repetition = new Repetition();
        repetition.add(text);
        return repetition.found();
    }
}
