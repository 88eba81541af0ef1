package dev.triptych.verifier.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The sandbox's own programs, laid out in a folder of this process: the harness and the native parts, which jails see
 * read-only, the supervisor, and the place where it builds their root.
 */
record Installation(Path folder) {
    private static final List<String> HARNESS = List.of(
            "zygote.py",
            "channel.py",
            "wire.py",
            "trees.py",
            "carry.py",
            "remote.py",
            "proxies.py",
            "empty_arrays.py",
            "reading.py",
            "blocks.py",
            "shield.py",
            "equality.py",
            "constants.py",
            "constants_of_text.py",
            "coverage_lines.py",
            "solution_jail.py",
            "test_jail.py",
            "stdio_jail.py",
            "one_process.py",
            "analyze.py",
            "canaries.py",
            "checks.py",
            "integrity.py",
            "past.py",
            "rehearsal.py",
            "reseed.py",
            "probe.py");
    private static final List<String> LIBRARIES = List.of("native", "libzygote.so", "checks.o");
    private static final String SUPERVISOR = "supervisor";

    static Installation layOut() {
        try {
            Installation installation = new Installation(Files.createTempDirectory("triptych-verifier-"));
            Files.createDirectory(installation.root());
            for (String name : HARNESS) {
                copy("/harness/" + name, installation.harness().resolve(name), "rw-r--r--");
            }
            for (String name : LIBRARIES) {
                copy("/native/" + name, installation.libraries().resolve(name), "rwxr-xr-x");
            }
            copy("/native/" + SUPERVISOR, installation.supervisor(), "rwx------");
            return installation;
        } catch (IOException e) {
            throw new SandboxException("cannot lay out the sandbox's programs: " + e.getMessage(), e);
        }
    }

    Path harness() {
        return folder.resolve("harness");
    }

    Path libraries() {
        return folder.resolve("native");
    }

    Path supervisor() {
        return folder.resolve(SUPERVISOR);
    }

    /** An empty folder; what the supervisor mounts on it is seen by itself alone. */
    Path root() {
        return folder.resolve("root");
    }

    void remove() {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            // A leftover folder under the temporary directory holds nothing but our own public files.
        }
    }

    private static void copy(String resource, Path to, String permissions) throws IOException {
        try (InputStream file = Installation.class.getResourceAsStream(resource)) {
            if (file == null) {
                throw new SandboxException("the build lacks " + resource);
            }
            if (Files.notExists(to.getParent())) {
                Files.createDirectory(to.getParent());
                Files.setPosixFilePermissions(to.getParent(), PosixFilePermissions.fromString("rwxr-xr-x"));
            }
            Files.copy(file, to);
        }
        Files.setPosixFilePermissions(to, PosixFilePermissions.fromString(permissions));
    }
}
