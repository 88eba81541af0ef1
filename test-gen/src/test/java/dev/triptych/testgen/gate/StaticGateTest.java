package dev.triptych.testgen.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triptych.syntax.PythonSource;
import dev.triptych.testgen.gate.GateResult.Failed;
import dev.triptych.testgen.gate.GateResult.Passed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Suites in {@code src/test/suites}: those in {@code passes} pass, those in another folder break the rule it is named for. */
class StaticGateTest {
    private static final Path SUITES = Path.of("src/test/suites");

    static Stream<String> suites() throws IOException {
        try (Stream<Path> files = Files.walk(SUITES)) {
            List<String> names = files.filter(file -> file.toString().endsWith(".py"))
                    .map(file -> SUITES.relativize(file).toString())
                    .sorted()
                    .toList();
            return names.stream();
        }
    }

    private static GateResult check(String suite) {
        PythonSource source = PythonSource.parse(suite);
        assertThat(source.problem()).isEmpty();
        return StaticGate.check(source, "add");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("suites")
    void saysOfEachSuiteWhatItsFolderSays(String name) {
        GateResult result = check(read(SUITES.resolve(name)));
        String folder = Path.of(name).getParent().toString();
        if (folder.equals("passes")) {
            assertThat(result).isInstanceOf(Passed.class);
        } else {
            assertThat(result).isInstanceOfSatisfying(Failed.class, failed -> assertThat(failed.findings())
                    .extracting(Finding::rule)
                    .contains(folder));
            assertThat(((Failed) result).rule().word()).as(result.toString()).isEqualTo(folder);
        }
    }

    @Test
    void hasCheatsForEveryRule() throws IOException {
        assertThat(suites().map(name -> Path.of(name).getParent().toString()).distinct())
                .containsAll(Stream.of(Rule.values()).map(Rule::word).toList());
    }

    @Test
    void countsTestFunctions() {
        assertThat(check(read(SUITES.resolve("passes/plain.py")))).isEqualTo(new Passed(3));
        assertThat(check(read(SUITES.resolve("passes/helpers-and-classes.py")))).isEqualTo(new Passed(6));
    }

    @Test
    void namesTheLineAndItsText() {
        Failed failed = (Failed) check(read(SUITES.resolve("cannot-fail/or-true.py")));
        assertThat(failed.findings())
                .containsExactly(
                        new Finding("cannot-fail", 17, "assert add(1, 2) or True", "holds whatever the solution does"));
    }

    @Test
    void boundsItsFindings() {
        String many = "from solution import add\n\n\ndef test_a():\n" + "    assert True\n".repeat(5_000);
        assertThat(((Failed) check(many)).findings()).hasSizeLessThanOrEqualTo(50);
    }
}
