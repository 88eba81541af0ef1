package dev.triptych.rehearsal.reply;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The factory's prompts as they are in their modules, filled in: what a real model would be sent. */
public final class Prompts {
    private static final Map<Path, String> READ = new ConcurrentHashMap<>();

    private Prompts() {}

    public static String documentation(String text) {
        return user("question-synth", "question/documentation")
                .replace("{{title}}", "shlex")
                .replace("{{documentation}}", text);
    }

    public static String snippet(String text) {
        return user("question-synth", "question/snippet")
                .replace("{{title}}", "heap")
                .replace("{{snippet}}", text);
    }

    public static String solve(String signature, String question) {
        return user("solution-gen", "solution/solve")
                .replace("{{signature}}", signature)
                .replace("{{question}}", question);
    }

    public static String respond(String signature, String question) {
        return user("solution-gen", "solution/respond")
                .replace("{{signature}}", signature)
                .replace("{{question}}", question);
    }

    public static String tests(String signature, String question) {
        return user("test-gen", "tests/write")
                .replace("{{signature}}", signature)
                .replace("{{entry_point}}", signature.substring(0, signature.indexOf('(')))
                .replace("{{question}}", question);
    }

    public static String completion(String signature, String question, String solution, String tests) {
        return user("rewriter", "rewrite/completion")
                .replace("{{signature}}", signature)
                .replace("{{question}}", question)
                .replace("{{solution}}", solution)
                .replace("{{tests}}", tests);
    }

    /**
     * A prompt of a recipe to come, which is among the tests' resources.
     *
     * @param namesAndTexts of the placeholders, by turns
     */
    public static String coming(String prompt, String... namesAndTexts) {
        String text = text(root().resolve("deploy/rehearsal/src/test/resources/prompts"), prompt);
        for (int at = 0; at < namesAndTexts.length; at += 2) {
            text = text.replace("{{" + namesAndTexts[at] + "}}", namesAndTexts[at + 1]);
        }
        if (text.contains("{{")) {
            throw new IllegalArgumentException("a placeholder is left: " + text);
        }
        return text;
    }

    private static String user(String module, String prompt) {
        return text(root().resolve(module).resolve("src/main/resources/prompts"), prompt);
    }

    private static String text(Path folder, String prompt) {
        return READ.computeIfAbsent(folder.resolve(prompt + ".md"), file -> {
            try {
                return Files.readString(file).split("\n---\n", 2)[1].strip();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(folder.resolve("question-synth"))) {
            folder = folder.getParent();
        }
        return folder;
    }
}
