package dev.triptych.cli.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.triptych.cli.CliException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaseFilesTest {
    @TempDir
    private Path folder;

    private void holds(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    @Test
    void readsPairsInTheOrderOfTheirNames() throws IOException {
        holds("b.in", "2\n");
        holds("b.out", "4\n");
        holds("a.in", "1\n");
        holds("a.out", "2\n");
        holds("notes.txt", "not a case");

        CaseFiles cases = CaseFiles.in(folder);

        assertThat(cases.names()).containsExactly("a", "b");
        assertThat(cases.json()).hasToString("""
                [{"stdin":"1\\n","stdout":"2\\n"},{"stdin":"2\\n","stdout":"4\\n"}]""");
    }

    @Test
    void halfACaseIsNamed() throws IOException {
        holds("a.in", "1\n");
        assertThatThrownBy(() -> CaseFiles.in(folder))
                .isInstanceOf(CliException.class)
                .hasMessageContaining("there is a.in but no a.out");

        holds("a.out", "1\n");
        holds("b.out", "1\n");
        assertThatThrownBy(() -> CaseFiles.in(folder)).hasMessageContaining("there is b.out but no b.in");
    }

    @Test
    void whatCannotBeCasesIsRefused() throws IOException {
        assertThatThrownBy(() -> CaseFiles.in(folder)).hasMessageContaining("holds no case");
        assertThatThrownBy(() -> CaseFiles.in(folder.resolve("nowhere"))).hasMessageContaining("no folder");

        Files.write(folder.resolve("a.in"), new byte[] {(byte) 0xff, (byte) 0xfe});
        holds("a.out", "");
        assertThatThrownBy(() -> CaseFiles.in(folder).json()).hasMessageContaining("a.in: is not UTF-8 text");
    }
}
