package dev.triptych.rehearsal.reply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects pairs of solution and suite and runs them all in one Python process. */
final class PythonJudge {
    /** How a suite fared; {@code coverage} is the share of the solution's lines that it visited. */
    record Result(List<String> passed, List<String> failed, double coverage, String error) {
        boolean allPassed() {
            return error.isEmpty() && failed.isEmpty() && !passed.isEmpty();
        }
    }

    private final ObjectMapper json = new ObjectMapper();
    private final StringBuilder jobs = new StringBuilder();

    void add(String id, String solution, String suite, boolean coverage) {
        jobs.append(json.createObjectNode()
                        .put("id", id)
                        .put("solution", solution)
                        .put("suite", suite)
                        .put("coverage", coverage))
                .append('\n');
    }

    Map<String, Result> run(Path directory) {
        try {
            Path script = Files.write(directory.resolve("judge.py"), resource());
            Path input = Files.writeString(directory.resolve("jobs.jsonl"), jobs);
            Path output = directory.resolve("results.jsonl");
            Process python = new ProcessBuilder("python3", "-I", script.toString())
                    .redirectInput(input.toFile())
                    .redirectOutput(output.toFile())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            if (python.waitFor() != 0) {
                throw new IllegalStateException("python3 ended with " + python.exitValue());
            }
            Map<String, Result> results = new LinkedHashMap<>();
            for (String line : Files.readAllLines(output)) {
                JsonNode result = json.readTree(line);
                results.put(
                        result.path("id").asText(),
                        new Result(
                                names(result.path("passed")),
                                names(result.path("failed")),
                                result.path("coverage").asDouble(),
                                result.path("error").asText()));
            }
            return results;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<String> names(JsonNode list) {
        return json.convertValue(list, json.getTypeFactory().constructCollectionType(List.class, String.class));
    }

    private static byte[] resource() throws IOException {
        try (var in = PythonJudge.class.getResourceAsStream("/judge.py")) {
            if (in == null) {
                throw new IllegalStateException("no judge.py");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8);
        }
    }
}
