package dev.triptych.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
    @TempDir
    private Path folder;

    @Test
    void valuesComeBackAsTheyWereAndAreNoExpressions() throws IOException {
        Path file = new Settings()
                .with("url", "http://127.0.0.1:1/a=b")
                .with("windows", "C:\\x")
                .with("money", "${HOME}")
                .write(folder.resolve("a.properties"));

        Properties read = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            read.load(reader);
        }
        assertThat(read)
                .containsEntry("url", "http://127.0.0.1:1/a=b")
                .containsEntry("windows", "C:\\x")
                .containsEntry("money", "\\${HOME}");
    }

    @Test
    void areForTheirOwnerOnly() throws IOException {
        Path file = new Settings().with("password", "x").write(folder.resolve("a.properties"));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }
}
