package dev.triptych.verifier.judge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Control groups of this process that still stand. */
final class OwnGroups {
    private OwnGroups() {}

    static List<Path> left() {
        return of(ProcessHandle.current().pid());
    }

    /** Those that the service with this process id made. */
    static List<Path> of(long service) {
        String prefix = service + "-";
        try (Stream<Path> found = Files.find(
                Path.of("/sys/fs/cgroup"),
                4,
                (path, facts) -> facts.isDirectory()
                        && path.getParent().endsWith("triptych-verifier")
                        && path.getFileName().toString().startsWith(prefix))) {
            return found.toList();
        } catch (UncheckedIOException e) {
            return of(service); // one of them went while we looked
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
