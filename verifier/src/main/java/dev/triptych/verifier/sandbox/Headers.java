package dev.triptych.verifier.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Precompiled headers of one compiler. Jails see their folder read-only; the compiler takes one by itself where it is the
 * first thing that a program includes, and does without where it is missing, or was made by another compiler.
 */
public record Headers(Path folder) {
    private static final Logger LOG = Logger.getLogger(Headers.class);
    private static final String IN_JAIL = "/headers";
    static final String EVERYTHING = "bits/stdc++.h";
    /** The one that has everything, and the one that most other programs include first. */
    private static final List<String> NAMES = List.of(EVERYTHING, "iostream");

    private static final long SECONDS_MAX = 300;

    /** The folder for this compiler; it may be empty yet. */
    static Headers of(SandboxConfig config, CppTools tools, Path fallback) {
        String name =
                "headers-" + Integer.toHexString((tools.version() + tools.options(CppStandard.CPP_17)).hashCode());
        Path folder = config.headersFolder()
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("user.home", "/"), ".cache", "triptych"))
                .resolve(name)
                .toAbsolutePath();
        try {
            return made(folder);
        } catch (IOException e) {
            try {
                return made(fallback.resolve(name));
            } catch (IOException again) {
                throw new SandboxException(
                        "triptych.verifier.headers-folder: cannot be made: " + again.getMessage(), again);
            }
        }
    }

    /** Where a jail finds those of a standard. */
    public String inJail(CppStandard standard) {
        return IN_JAIL + "/" + standard.option();
    }

    /** Those of a standard; some may not be made yet. */
    List<Path> files(CppStandard standard) {
        return NAMES.stream().map(name -> file(standard, name)).toList();
    }

    private Path file(CppStandard standard, String name) {
        return folder.resolve(standard.option()).resolve(name + ".gch");
    }

    /** For the supervisor's option. */
    String bind() {
        return folder + ":" + IN_JAIL;
    }

    /** Makes what is missing; takes some seconds of one core for each. Several services may do so at once. */
    public void build(CppTools tools) {
        for (CppStandard standard : CppStandard.values()) {
            for (String name : NAMES) {
                try {
                    build(tools, standard, name);
                } catch (IOException e) {
                    LOG.warnf("a header cannot be precompiled: header=%s reason=%s", name, e.getMessage());
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return;
                }
            }
        }
    }

    private void build(CppTools tools, CppStandard standard, String name) throws IOException, InterruptedException {
        Path made = file(standard, name);
        if (Files.exists(made)) {
            return;
        }
        Path source = Files.createTempFile("triptych-header-", ".h");
        Path target = folder.resolve(UUID.randomUUID() + ".part");
        try {
            Files.writeString(source, "#include <" + name + ">\n");
            List<String> command = new ArrayList<>(List.of(tools.compiler().toString()));
            command.addAll(tools.options(standard));
            command.addAll(List.of("-x", "c++-header", source.toString(), "-o", target.toString()));
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            boolean ended = process.waitFor(SECONDS_MAX, TimeUnit.SECONDS);
            if (!ended) {
                process.destroyForcibly();
            }
            if (!ended || process.exitValue() != 0) {
                throw new IOException("the compiler failed");
            }
            Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rw-r--r--"));
            folder(folder.resolve(standard.option()));
            folder(made.resolve("..").normalize());
            Files.move(target, made, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(source);
            Files.deleteIfExists(target);
        }
    }

    private static Headers made(Path folder) throws IOException {
        folder(folder);
        return new Headers(folder.toRealPath());
    }

    /** Programs of other users read it. */
    private static void folder(Path folder) throws IOException {
        Optional<Path> above = Optional.ofNullable(folder.getParent());
        if (above.isPresent() && Files.notExists(above.get())) {
            folder(above.get());
        }
        if (Files.notExists(folder)) {
            Files.createDirectories(folder);
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        if (!Files.isWritable(folder)) {
            throw new IOException(folder + " is not writable");
        }
    }
}
