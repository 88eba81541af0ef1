package dev.triptych.rehearsal.reply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.triptych.rehearsal.bank.Call;
import dev.triptych.rehearsal.bank.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/** Runs the generators and validators of many problems in one Python process. */
final class DrawJudge {
    /**
     * What became of one problem.
     *
     * @param answers what the Python solution returns for the drawn calls, as {@link CppJudge#written} writes it
     * @param refused drawn or known calls that the validator does not allow
     * @param allowed arguments of wrong types that it does allow
     */
    record Result(String error, List<Call> drawn, List<String> answers, List<String> refused, List<String> allowed) {}

    private final ObjectMapper json = new ObjectMapper();
    private final StringBuilder jobs = new StringBuilder();
    private final int draws;

    DrawJudge(int draws) {
        this.draws = draws;
    }

    void add(String id, Problem problem, List<Call> known) {
        var wanted = problem.signature(0);
        ObjectNode job = json.createObjectNode()
                .put("id", id)
                .put("solution", problem.rightSolution(wanted))
                .put("function", wanted.name())
                .put("generator", problem.generator())
                .put("validator", problem.validator())
                .put("draws", draws);
        job.set("calls", json.valueToTree(known.stream().map(Call::arguments).toList()));
        jobs.append(job).append('\n');
    }

    Map<String, Result> run(Path directory) {
        Map<String, Result> results = new LinkedHashMap<>();
        for (JsonNode result : PythonScript.run("draws", directory, jobs)) {
            List<String> refused = texts(result.path("refusedDraws"));
            refused.addAll(texts(result.path("refusedCalls")));
            results.put(
                    result.path("id").asText(),
                    new Result(
                            result.path("error").asText(),
                            StreamSupport.stream(result.path("drawn").spliterator(), false)
                                    .map(this::call)
                                    .toList(),
                            texts(result.path("answers")),
                            refused,
                            texts(result.path("allowedNonsense"))));
        }
        return results;
    }

    private Call call(JsonNode arguments) {
        try {
            return new Call(json.readerForListOf(Object.class).readValue(arguments));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
