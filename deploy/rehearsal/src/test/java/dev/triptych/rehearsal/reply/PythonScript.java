package dev.triptych.rehearsal.reply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A Python script of the tests that reads jobs and writes results, a line of JSON each. */
final class PythonScript {
    private static final ObjectMapper JSON = new ObjectMapper();

    private PythonScript() {}

    /** Runs {@code NAME.py} once on all jobs. */
    static List<JsonNode> run(String name, Path directory, CharSequence jobs) {
        try {
            Path script = Files.writeString(directory.resolve(name + ".py"), resource("/" + name + ".py"));
            Path input = Files.writeString(directory.resolve(name + "-jobs.jsonl"), jobs);
            Path output = directory.resolve(name + "-results.jsonl");
            Process python = new ProcessBuilder("python3", "-I", script.toString())
                    .redirectInput(input.toFile())
                    .redirectOutput(output.toFile())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            if (python.waitFor() != 0) {
                throw new IllegalStateException("python3 ended with " + python.exitValue());
            }
            List<JsonNode> results = new ArrayList<>();
            for (String line : Files.readAllLines(output)) {
                results.add(JSON.readTree(line));
            }
            return results;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static String resource(String name) throws IOException {
        try (var in = PythonScript.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("no " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
