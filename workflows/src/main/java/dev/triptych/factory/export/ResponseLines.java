package dev.triptych.factory.export;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.triptych.contracts.Sha256;
import dev.triptych.contracts.json.TriptychJson;
import dev.triptych.contracts.question.GivenQuestion;
import dev.triptych.factory.ledger.ResponseRows;
import dev.triptych.factory.ledger.ResponseRows.ResponseRow;
import dev.triptych.factory.ledger.Runs;
import dev.triptych.factory.teachers.Journal;
import dev.triptych.store.Artifacts;
import dev.triptych.syntax.Reply;
import dev.triptych.syntax.Reply.Thinking;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The responses of a run as lines of JSON, in the order of their questions and samples: {@code messages} is what a
 * trainer reads, the rest says where it came from. One page at a time is in memory.
 */
@Singleton
public class ResponseLines {
    private static final int PAGE = 50;

    private final ResponseRows rows;
    private final Journal journal;
    private final Artifacts artifacts;

    @Inject
    public ResponseLines(ResponseRows rows, Journal journal, Artifacts artifacts) {
        this.rows = rows;
        this.journal = journal;
        this.artifacts = artifacts;
    }

    /** Writes a line for each response; {@code out} stays open. A run without given questions has none. */
    public void write(Runs.RunRecord run, ResponseRows.Which which, boolean withSurplus, OutputStream out)
            throws IOException {
        if (run.questions().isEmpty()) {
            return;
        }
        GivenTexts questions = new GivenTexts(artifacts, run.questions().get());
        ResponseRows.Position after = ResponseRows.START;
        while (true) {
            List<ResponseRow> page = rows.page(run.run(), after, PAGE, which, withSurplus);
            Map<Long, Journal.Call> calls =
                    journal.calls(page.stream().map(ResponseRow::call).toList());
            for (ResponseRow row : page) {
                Journal.Call call = Objects.requireNonNull(calls.get(row.call()), "a response without its call");
                GivenQuestion question = questions.question(row.position().number());
                out.write(line(run, row, question, call).toString().getBytes(StandardCharsets.UTF_8));
                out.write('\n');
            }
            if (page.size() < PAGE) {
                return;
            }
            after = page.getLast().position();
        }
    }

    private ObjectNode line(Runs.RunRecord run, ResponseRow row, GivenQuestion question, Journal.Call call) {
        Parts parts = Parts.of(
                Reply.split(artifacts.readText(row.reply()), call.thinking().map(artifacts::readText)));
        ObjectNode line = TriptychJson.mapper()
                .createObjectNode()
                .put(
                        "id",
                        run.run() + "/" + row.position().number() + "/"
                                + row.position().sample())
                .put("runId", run.run().value())
                .put("questionId", question.id())
                .put("sample", row.position().sample())
                .put("question", question.text())
                .put("entryPoint", question.entryPoint().name())
                .put("signature", question.entryPoint().signature())
                .put("thinking", parts.thinking())
                .put("answer", parts.answer())
                .put("output", parts.output());
        var messages = line.putArray("messages");
        messages.addObject().put("role", "user").put("content", question.text());
        messages.addObject().put("role", "assistant").put("content", parts.output());
        line.put("unreadable", orNull(row))
                .put("finishReason", call.finishReason())
                .put("promptTokens", call.promptTokens())
                .put("completionTokens", call.completionTokens())
                .put("tokensEstimated", call.tokensEstimated())
                .put("costMicroUsd", call.costMicroUsd());
        line.set("provenance", provenance(row, call));
        return line.put("simulated", row.simulated()).put("surplus", row.surplus());
    }

    private static @Nullable String orNull(ResponseRow row) {
        return row.unreadable().orElse(null);
    }

    private static ObjectNode provenance(ResponseRow row, Journal.Call call) {
        return TriptychJson.mapper()
                .createObjectNode()
                .put("teacher", call.profile())
                .put("model", call.model())
                .put("template", call.template())
                .put("templateSha256", call.templateSha256())
                .put("promptSha256", call.promptSha256())
                .put("replySha256", row.reply().hex())
                .put("thinkingSha256", call.thinking().map(Sha256::hex).orElse(null))
                .put("temperature", call.temperature())
                .put("maxTokens", call.maxTokens())
                .put("call", row.call());
    }

    /** @param output reasoning and answer joined as reasoning models write them */
    private record Parts(String thinking, String answer, String output) {
        static Parts of(Reply reply) {
            return switch (reply.thinking()) {
                case Thinking.Absent none -> new Parts("", reply.answer(), reply.answer());
                case Thinking.Closed(String text) when text.isEmpty() -> new Parts("", reply.answer(), reply.answer());
                case Thinking.Closed(String text) ->
                    new Parts(text, reply.answer(), "<think>\n" + text + "\n</think>\n\n" + reply.answer());
                case Thinking.Unclosed(String text) -> new Parts(text, reply.answer(), "<think>\n" + text);
            };
        }
    }
}
