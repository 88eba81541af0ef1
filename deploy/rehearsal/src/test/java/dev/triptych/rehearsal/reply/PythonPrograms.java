package dev.triptych.rehearsal.reply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Collects whole programs, generators and validators and runs them all in one Python process. */
final class PythonPrograms {
    /** What is done with a program. */
    enum What {
        /** It gets each input and its output is kept. */
        RUN,
        /** Its {@code generate} gets each input as a seed. */
        GENERATE,
        /** Its {@code validate} gets each input; what it returns is kept as Python writes it. */
        VALIDATE
    }

    private final ObjectMapper json = new ObjectMapper();
    private final StringBuilder jobs = new StringBuilder();

    void add(String id, What what, String program, List<String> inputs) {
        ObjectNode job = json.createObjectNode()
                .put("id", id)
                .put("call", what.name().toLowerCase(Locale.ROOT))
                .put("program", program);
        inputs.forEach(job.putArray("inputs")::add);
        jobs.append(job).append('\n');
    }

    /** By id; a program that could not be run as it should has one result, the error. */
    Map<String, List<String>> run(Path directory) {
        Map<String, List<String>> results = new LinkedHashMap<>();
        for (JsonNode result : PythonScript.run("programs", directory, jobs)) {
            List<String> said = new ArrayList<>();
            result.path("results").forEach(one -> said.add(one.asText()));
            if (!result.path("error").asText().isEmpty()) {
                said.add(result.path("error").asText());
            }
            results.put(result.path("id").asText(), said);
        }
        return results;
    }
}
