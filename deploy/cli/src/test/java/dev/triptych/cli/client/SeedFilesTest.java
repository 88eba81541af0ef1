package dev.triptych.cli.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.triptych.cli.CliException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeedFilesTest {
    @TempDir
    private Path folder;

    private static List<ObjectNode> read(Path path) throws IOException {
        List<ObjectNode> seeds = new ArrayList<>();
        new SeedFiles(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()).read(path, seeds::add);
        return seeds;
    }

    @Test
    void aFolderGivesSnippetsAndDocumentationAndLeavesTheRest() throws IOException {
        Files.createDirectories(folder.resolve("sub"));
        Files.writeString(folder.resolve("sub/a.py"), "def a(): pass");
        Files.writeString(folder.resolve("b.txt"), "about b");
        Files.write(folder.resolve("c.png"), new byte[] {1});

        assertThat(read(folder))
                .extracting(seed ->
                        seed.path("kind").asText() + " " + seed.path("title").asText())
                .containsExactly("documentation b.txt", "snippet sub/a.py");
    }

    @Test
    void compressedJsonLinesAreReadByTheUsualFieldNames() throws IOException {
        Path file = folder.resolve("x.jsonl.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write("{\"path\":\"a.py\",\"source\":\"def a(): pass\"}\n\n{\"text\":\"words\"}\n"
                    .getBytes(StandardCharsets.UTF_8));
        }

        assertThat(read(file))
                .extracting(ObjectNode::toString)
                .containsExactly(
                        "{\"kind\":\"snippet\",\"title\":\"a.py\",\"text\":\"def a(): pass\"}",
                        "{\"kind\":\"documentation\",\"title\":\"x.jsonl.gz:3\",\"text\":\"words\"}");
    }

    @Test
    void aLineThatIsNoSeedIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("x.jsonl"), "{\"text\":\"a\"}\n{\"words\":\"b\"}\n");

        assertThatThrownBy(() -> read(file))
                .isInstanceOf(CliException.class)
                .hasMessageContainingAll("x.jsonl:2", "--text-field");
    }

    @Test
    void aBookIsCutIntoPagesAtEmptyLines() {
        String paragraph = "x".repeat(SeedFiles.MAX_CHARACTERS / 2 - 10);
        String book = paragraph + "\n\n" + paragraph + "\n\n" + paragraph;

        List<String> parts = SeedFiles.parts(book);

        assertThat(parts).hasSize(2);
        assertThat(String.join("", parts)).isEqualTo(book);
        assertThat(parts.getFirst()).endsWith("x\n\n");
        assertThat(SeedFiles.parts("y".repeat(3 * SeedFiles.MAX_CHARACTERS))).hasSize(3);
    }
}
