package dev.triptych.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The folders of this repository, as a test sees them from its module. */
public final class Repository {
    private static final String RESOURCES = "src/main/resources/db";

    private Repository() {}

    /** The folder with the parent POM. */
    public static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(folder.resolve("libs/contracts"))) {
            folder = folder.getParent();
            if (folder == null) {
                throw new IllegalStateException("tests run inside the repository");
            }
        }
        return folder;
    }

    /** Every {@code db/<schema>} folder of every module. */
    public static List<Path> migrationFolders() {
        List<Path> folders = new ArrayList<>();
        for (Path parent : List.of(root(), root().resolve("libs"))) {
            for (Path module : foldersIn(parent)) {
                Path db = module.resolve(RESOURCES);
                if (Files.isDirectory(db)) {
                    folders.addAll(foldersIn(db));
                }
            }
        }
        return folders;
    }

    private static List<Path> foldersIn(Path parent) {
        try (Stream<Path> entries = Files.list(parent)) {
            return entries.filter(Files::isDirectory).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
