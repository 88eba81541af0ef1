package dev.triptych.system.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;

/** The files of this repository as git tracks them. */
final class Tree {
    private final Path root;
    private final List<String> files;

    private Tree(Path root, List<String> files) {
        this.root = root;
        this.files = files;
    }

    static Tree ofThisRepository() {
        Path root = Path.of("").toAbsolutePath();
        while (!Files.exists(root.resolve("libs/contracts/pom.xml"))) {
            root = root.getParent();
        }
        return new Tree(root, trackedFiles(root));
    }

    private static List<String> trackedFiles(Path root) {
        try {
            Process git = new ProcessBuilder(
                            "git", "-c", "safe.directory=*", "ls-files", "--cached", "--others", "--exclude-standard")
                    .directory(root.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String listed = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (git.waitFor() != 0) {
                throw new IllegalStateException("git ls-files failed: the house rules need a git checkout");
            }
            return listed.lines()
                    .filter(file -> Files.isRegularFile(root.resolve(file)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    Path root() {
        return root;
    }

    List<String> files(Predicate<String> wanted) {
        return files.stream().filter(wanted).toList();
    }

    List<String> javaFiles() {
        return files(file -> file.endsWith(".java"));
    }

    boolean exists(String file) {
        return Files.exists(root.resolve(file));
    }

    /** The text of a file; empty for a binary one. */
    String text(String file) {
        try {
            return Files.readString(root.resolve(file));
        } catch (MalformedInputException e) {
            return "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
