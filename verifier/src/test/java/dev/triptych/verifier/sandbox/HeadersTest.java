package dev.triptych.verifier.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeadersTest {
    @TempDir
    private Path folder;

    @Test
    void makesWhatIsMissingAndLeavesWhatIsThere() throws IOException {
        Path own = Files.createDirectory(folder.resolve("headers"));
        Files.createDirectory(own.resolve("gnu++17"));
        Files.writeString(own.resolve("gnu++17/iostream.gch"), "made before\n");
        new Headers(own).build(compiler("for last; do :; done; echo made > \"$last\""));
        assertThat(files(own))
                .containsExactlyInAnyOrder(
                        "gnu++17/bits/stdc++.h.gch",
                        "gnu++17/iostream.gch",
                        "gnu++20/bits/stdc++.h.gch",
                        "gnu++20/iostream.gch");
        assertThat(own.resolve("gnu++17/iostream.gch")).hasContent("made before");
        assertThat(own.resolve("gnu++20/iostream.gch")).hasContent("made");
    }

    @Test
    void leavesNothingBehindWhereTheCompilerFails() throws IOException {
        Path own = Files.createDirectory(folder.resolve("headers"));
        new Headers(own).build(compiler("for last; do :; done; echo half > \"$last\"; exit 1"));
        assertThat(files(own)).isEmpty();
    }

    @Test
    void isFoundByTheCompilerUnderTheStandardsName() {
        Headers headers = new Headers(folder);
        assertThat(headers.inJail(CppStandard.CPP_20)).isEqualTo("/headers/gnu++20");
        assertThat(headers.bind()).isEqualTo(folder + ":/headers");
    }

    private CppTools compiler(String script) throws IOException {
        Path compiler = folder.resolve("compiler");
        Files.writeString(compiler, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(compiler, PosixFilePermissions.fromString("rwx------"));
        return new CppTools(compiler, "1", Optional.empty());
    }

    private static List<String> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .toList();
        }
    }
}
