package dev.triptych.rehearsal.bank;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** All families that are compiled, found as the server finds them: by being there. */
public final class Families {
    private static final String PACKAGE = "dev/triptych/rehearsal/bank/family";

    private Families() {}

    /** From a folder of classes, or from the jar that integration tests run with. */
    public static List<FamilySource> sources() {
        try {
            Path classes = Path.of(FamilySource.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            if (Files.isDirectory(classes)) {
                return sources(classes.resolve(PACKAGE));
            }
            try (FileSystem jar = FileSystems.newFileSystem(classes)) {
                return sources(jar.getPath(PACKAGE));
            }
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<FamilySource> sources(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("[A-Za-z0-9]+\\.class"))
                    .sorted()
                    .map(name -> source(name.replace(".class", "")))
                    .toList();
        }
    }

    public static Bank bank() {
        return new Bank(sources());
    }

    private static FamilySource source(String name) {
        try {
            Constructor<?> constructor =
                    Class.forName("dev.triptych.rehearsal.bank.family." + name).getDeclaredConstructor();
            constructor.setAccessible(true);
            return (FamilySource) constructor.newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
