package dev.triptych.cli.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogBoundTest {
    @TempDir
    private Path folder;

    @Test
    void aFullLogIsSetAsideAndASmallOneStays() throws IOException {
        Path full = folder.resolve("full.log");
        try (RandomAccessFile file = new RandomAccessFile(full.toFile(), "rw")) {
            file.setLength(LogBound.MAX_BYTES + 1);
        }
        Path small = Files.writeString(folder.resolve("small.log"), "line\n");

        new LogBound(folder).enforce();

        assertThat(full).isEmptyFile();
        assertThat(folder.resolve("full.log.1")).hasSize(LogBound.MAX_BYTES + 1);
        assertThat(small).hasContent("line");
    }
}
