package dev.triptych.verifier.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** The jails' own programs, laid out in a folder of this process that jails see read-only. */
final class Harness {
    private static final List<String> FILES = List.of(
            "jail.py",
            "lockdown.py",
            "channel.py",
            "wire.py",
            "carry.py",
            "remote.py",
            "coverage_lines.py",
            "solution_jail.py",
            "test_jail.py",
            "stdio_jail.py",
            "analyze.py",
            "probe.py");

    private Harness() {}

    static Path layOut() {
        try {
            Path folder = Files.createTempDirectory("triptych-harness-");
            for (String name : FILES) {
                try (InputStream file = Harness.class.getResourceAsStream("/harness/" + name)) {
                    if (file == null) {
                        throw new IllegalStateException("the build lacks harness/" + name);
                    }
                    Files.copy(file, folder.resolve(name));
                }
                Files.setPosixFilePermissions(folder.resolve(name), PosixFilePermissions.fromString("rw-r--r--"));
            }
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
            return folder;
        } catch (IOException e) {
            throw new SandboxException("cannot lay out the harness: " + e.getMessage(), e);
        }
    }

    static void remove(Path folder) {
        try {
            for (String name : FILES) {
                Files.deleteIfExists(folder.resolve(name));
            }
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            // A leftover folder under the temporary directory holds nothing but our own public files.
        }
    }
}
