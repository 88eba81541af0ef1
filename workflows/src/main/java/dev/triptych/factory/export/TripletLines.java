package dev.triptych.factory.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.triptych.contracts.RunId;
import dev.triptych.contracts.Sha256;
import dev.triptych.contracts.json.TriptychJson;
import dev.triptych.factory.ledger.TripletRows;
import dev.triptych.factory.ledger.TripletRows.TripletRow;
import dev.triptych.store.Artifacts;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The triplets of a run as lines of JSON, in the order of their candidates. One page at a time is in memory. */
@Singleton
public class TripletLines {
    private static final int PAGE = 50;

    private final TripletRows rows;
    private final Artifacts artifacts;

    @Inject
    public TripletLines(TripletRows rows, Artifacts artifacts) {
        this.rows = rows;
        this.artifacts = artifacts;
    }

    /** Writes a line for each triplet; {@code out} stays open. */
    public void write(RunId run, boolean withSurplus, OutputStream out) throws IOException {
        int after = 0;
        while (true) {
            List<TripletRow> page = rows.page(run, after, PAGE, withSurplus);
            for (TripletRow row : page) {
                out.write(line(row).toString().getBytes(StandardCharsets.UTF_8));
                out.write('\n');
            }
            if (page.size() < PAGE) {
                return;
            }
            after = page.getLast().number();
        }
    }

    private ObjectNode line(TripletRow row) {
        ObjectNode line = TriptychJson.mapper()
                .createObjectNode()
                .put("id", row.id())
                .put("runId", row.run().value())
                .put("subset", row.subset())
                .put("language", row.language())
                .put("question", artifacts.readText(row.question()))
                .put("entryPoint", row.entryPoint())
                .put("signature", row.signature())
                .put("solution", artifacts.readText(row.solution()))
                .put("tests", artifacts.readText(row.tests()));
        line.set("response", response(row));
        line.set("completion", completion(row));
        line.put("difficulty", row.difficulty());
        var passSequence = line.putArray("passSequence");
        row.passSequence().forEach(passSequence::add);
        line.set("evidence", evidence(row));
        line.set("provenance", row.provenance());
        return line.put("simulated", row.simulated()).put("surplus", row.surplus());
    }

    private JsonNode response(TripletRow row) {
        if (row.responseAnswer().isEmpty()) {
            // Readers of the file find the same fields in every line.
            return TriptychJson.mapper().createObjectNode().putNull("thinking").putNull("answer");
        }
        return TriptychJson.mapper()
                .createObjectNode()
                .put("thinking", text(row.responseThinking()))
                .put("answer", text(row.responseAnswer()));
    }

    private JsonNode completion(TripletRow row) {
        if (row.completionPrompt().isEmpty()) {
            return TriptychJson.mapper().nullNode();
        }
        return TriptychJson.mapper()
                .createObjectNode()
                .put("prompt", text(row.completionPrompt()))
                .put("solution", text(row.completionFitted()));
    }

    private ObjectNode evidence(TripletRow row) {
        var judged = row.judged();
        ObjectNode evidence = TriptychJson.mapper()
                .createObjectNode()
                .put("verdict", judged.verdict())
                .put("assurance", judged.assurance())
                .put("checks", judged.checks())
                .put("passed", judged.checksPassed())
                .put("lineCoverage", judged.lineCoverage().orElse(null))
                .put("attempt", row.attempt())
                .put("sha256", judged.evidence().hex());
        evidence.set("judged", inline(judged.evidence()));
        row.completionEvidence().ifPresent(hash -> evidence.put("completionSha256", hash.hex()));
        row.responseEvidence().ifPresent(hash -> evidence.put("responseSha256", hash.hex()));
        return evidence;
    }

    /** Evidence is JSON that the verifier wrote; what is not is given as text and never guessed at. */
    JsonNode inline(Sha256 hash) {
        String text = artifacts.readText(hash);
        try {
            return TriptychJson.mapper().readTree(text);
        } catch (JsonProcessingException e) {
            return TriptychJson.mapper().getNodeFactory().textNode(text);
        }
    }

    private String text(Optional<Sha256> hash) {
        return hash.map(artifacts::readText).orElse("");
    }
}
