package dev.triptych.rehearsal.reply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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

        /** The suite ran, and said no. */
        boolean rejected() {
            return error.isEmpty() && !failed.isEmpty();
        }

        /** No test passed, and there are as many as a strong suite has at least. */
        boolean allFailed() {
            return passed.isEmpty() && failed.size() >= STRONG_TESTS_MIN;
        }
    }

    private static final int STRONG_TESTS_MIN = 4;

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
        Map<String, Result> results = new LinkedHashMap<>();
        for (JsonNode result : PythonScript.run("judge", directory, jobs)) {
            results.put(
                    result.path("id").asText(),
                    new Result(
                            names(result.path("passed")),
                            names(result.path("failed")),
                            result.path("coverage").asDouble(),
                            result.path("error").asText()));
        }
        return results;
    }

    private List<String> names(JsonNode list) {
        return json.convertValue(list, json.getTypeFactory().constructCollectionType(List.class, String.class));
    }
}
