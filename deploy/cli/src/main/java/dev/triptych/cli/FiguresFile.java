package dev.triptych.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.triptych.contracts.json.TriptychJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The file that {@code --json} of a measurement names. */
final class FiguresFile {
    private FiguresFile() {}

    /** @throws CliException when it cannot be written, before anything is measured */
    static void check(@Nullable Path file) {
        if (file != null && (Files.isDirectory(file) || !Files.isDirectory(folder(file)))) {
            throw CliException.usage("--json " + file + ": cannot be written");
        }
    }

    /** Nothing where no file is named. */
    static void write(@Nullable Path file, JsonNode figures) throws IOException {
        if (file != null) {
            Files.writeString(
                    file,
                    TriptychJson.mapper()
                                    .writer()
                                    .with(SerializationFeature.INDENT_OUTPUT)
                                    .writeValueAsString(figures)
                            + "\n");
        }
    }

    private static Path folder(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        return folder == null ? Path.of("/") : folder;
    }
}
