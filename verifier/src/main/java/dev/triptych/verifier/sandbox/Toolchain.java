package dev.triptych.verifier.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import dev.triptych.contracts.json.TriptychJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * The tools that were found, asked once by running each.
 *
 * @param python the real executable, behind any shim
 * @param library folder of the standard library
 * @param prefixes folders of the interpreter that are outside {@code /usr} and must be shown to jails
 * @param modulePath where the interpreter finds modules, in order
 * @param pytest version, where the interpreter has it
 * @param numpy version, where the interpreter has it
 * @param cpp the C++ compiler, where there is one that jails can see
 */
public record Toolchain(
        Path python,
        Path library,
        String pythonVersion,
        List<Path> prefixes,
        List<String> modulePath,
        Optional<String> pytest,
        Optional<String> numpy,
        Optional<CppTools> cpp) {
    private static final Logger LOG = Logger.getLogger(Toolchain.class);
    private static final PathMatcher MODULE = FileSystems.getDefault().getPathMatcher("glob:*.{cpython-*.pyc,so}");
    /** Below the standard library, but no part of it that programs import. */
    private static final Set<String> NO_MODULES = Set.of("site-packages", "dist-packages", "test", "idlelib");

    private static final int ANSWER_BYTES_MAX = 4 << 20;
    private static final long ANSWER_SECONDS_MAX = 30;
    private static final String QUESTION = """
            import json, os, sys, sysconfig
            def version(name):
                try:
                    return __import__(name).__version__
                except ImportError:
                    return None
            print(json.dumps({"executable": sys.executable, "real": os.path.realpath(sys.executable),
                              "library": sysconfig.get_paths()["stdlib"],
                              "version": "%d.%d.%d" % sys.version_info[:3],
                              "pytest": version("pytest"), "numpy": version("numpy"),
                              "prefixes": [sys.prefix, sys.base_prefix], "paths": [p for p in sys.path if p]}))
            """;

    public Toolchain {
        prefixes = List.copyOf(prefixes);
        modulePath = List.copyOf(modulePath);
    }

    /** @throws SandboxException that names the tool which is missing or does not answer */
    public static Toolchain find(SandboxConfig config) {
        Path python = onPath(config.python(), "triptych.verifier.python");
        JsonNode facts;
        try {
            facts = TriptychJson.mapper().readTree(run(List.of(python.toString(), "-c", QUESTION)));
        } catch (IOException e) {
            throw new SandboxException("triptych.verifier.python: " + python + " did not answer as Python does", e);
        }
        List<Path> prefixes = new ArrayList<>();
        for (String list : List.of("prefixes", "paths")) {
            for (JsonNode prefix : facts.path(list)) {
                addFolder(Path.of(prefix.asText()), prefixes);
            }
        }
        addFolder(Path.of(facts.path("real").asText()).resolve("..").normalize(), prefixes);
        List<String> modulePath = new ArrayList<>();
        facts.path("paths").forEach(folder -> modulePath.add(folder.asText()));
        return new Toolchain(
                Path.of(facts.path("executable").asText()),
                Path.of(facts.path("library").asText()),
                facts.path("version").asText(),
                prefixes,
                modulePath,
                version(facts, "pytest"),
                version(facts, "numpy"),
                CppTools.find(config.cppCompiler()));
    }

    /** What programs import of the standard library: compiled modules, and modules in C. */
    List<Path> modules() {
        List<Path> modules = new ArrayList<>();
        try (Stream<Path> parts = Files.list(library)) {
            for (Path part : parts.toList()) {
                if (!NO_MODULES.contains(part.getFileName().toString())) {
                    try (Stream<Path> files = Files.walk(part)) {
                        files.filter(file -> MODULE.matches(file.getFileName())).forEach(modules::add);
                    }
                }
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.debugf("the standard library cannot be listed: folder=%s reason=%s", library, e.getMessage());
        }
        return modules;
    }

    private static Optional<String> version(JsonNode facts, String name) {
        return Optional.ofNullable(facts.get(name)).filter(JsonNode::isTextual).map(JsonNode::asText);
    }

    private static void addFolder(Path folder, List<Path> folders) {
        boolean shown = folder.startsWith("/usr") || folders.stream().anyMatch(folder::startsWith);
        if (!shown && Files.isDirectory(folder) && folder.getNameCount() > 1) {
            folders.add(folder);
        }
    }

    private static Path onPath(String name, String property) {
        return search(name)
                .orElseThrow(() -> new SandboxException(
                        property + ": no executable " + name + "; install it or set the property"));
    }

    /** The program of that name on the PATH, or at that path. */
    static Optional<Path> search(String name) {
        if (name.contains("/")) {
            return Optional.of(Path.of(name).toAbsolutePath()).filter(Files::isExecutable);
        }
        for (String folder :
                System.getenv().getOrDefault("PATH", "/usr/bin:/bin").split(":")) {
            Path path = Path.of(folder.isEmpty() ? "." : folder, name);
            if (Files.isExecutable(path) && !Files.isDirectory(path)) {
                return Optional.of(path.toAbsolutePath());
            }
        }
        return Optional.empty();
    }

    /** What a tool of ours answers. */
    static String run(List<String> command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(false)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            byte[] answer = process.getInputStream().readNBytes(ANSWER_BYTES_MAX);
            if (!process.waitFor(ANSWER_SECONDS_MAX, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new SandboxException(command.getFirst() + " does not answer");
            }
            if (process.exitValue() != 0) {
                throw new SandboxException(command.getFirst() + " ended with " + process.exitValue());
            }
            return new String(answer, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new SandboxException("cannot run " + command.getFirst(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SandboxException("interrupted", e);
        }
    }
}
