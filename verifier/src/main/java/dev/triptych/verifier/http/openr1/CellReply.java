package dev.triptych.verifier.http.openr1;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.triptych.verifier.http.BadRequestException;
import dev.triptych.verifier.http.Json;
import dev.triptych.verifier.http.Printed;
import dev.triptych.verifier.program.Execution;
import dev.triptych.verifier.program.ProgramResult;
import java.util.Optional;

/** {@code ScriptResult} of both routers: {@code execution} is read by the one client, {@code text} by the other. */
final class CellReply {
    private CellReply() {}

    static ObjectNode of(ProgramResult result, Printed printed) {
        Execution run = result.run().orElseThrow();
        JsonNode report = report(result);
        return switch (run.ending()) {
            case CPU_LIMIT, WALL_LIMIT -> failed("timed out");
            case MEMORY_LIMIT -> failed("over the memory limit");
            case OUTPUT_LIMIT -> failed("over the output limit");
            case TAMPERED, REFUSED_BY_COMPILER -> failed("the sandbox was tampered with");
            case EXITED, SIGNALLED -> ended(run, report, printed);
        };
    }

    static ObjectNode failed(String why) {
        ObjectNode reply = Json.object();
        reply.putNull("execution");
        reply.putNull("text");
        reply.put("exception_str", why);
        return reply;
    }

    private static ObjectNode ended(Execution run, JsonNode report, Printed printed) {
        ObjectNode reply = Json.object();
        ObjectNode execution = reply.putObject("execution");
        ArrayNode results = execution.putArray("results");
        Optional<String> text =
                Optional.ofNullable(report.path("text").textValue()).map(CellReply::unquoted);
        text.ifPresent(value -> results.addObject().put("text", value).put("is_main_result", true));
        ObjectNode logs = execution.putObject("logs");
        add(logs.putArray("stdout"), printed.text(run.stdout()));
        add(logs.putArray("stderr"), printed.text(run.stderr()));
        JsonNode error = report.path("error");
        if (error.isObject()) {
            ObjectNode said = execution.putObject("error");
            for (String field : new String[] {"name", "value", "traceback"}) {
                said.put(field, error.path(field).asText());
            }
        } else if (report.isMissingNode()) {
            execution
                    .putObject("error")
                    .put("name", "ProcessEnded")
                    .put("value", "the process ended before the script did")
                    .put("traceback", "");
        } else {
            execution.putNull("error");
        }
        execution.put("execution_count", 1);
        reply.put("text", text.orElseGet(() -> printed.text(run.stdout())));
        reply.putNull("exception_str");
        return reply;
    }

    /** The program's word; missing when there is none that can be read. */
    private static JsonNode report(ProgramResult result) {
        byte[] json = result.files().get(Cells.REPORT);
        JsonNode none = Json.object().path("none");
        try {
            JsonNode report = json == null ? none : Json.read(json);
            return report.isObject() ? report : none;
        } catch (BadRequestException e) {
            return none;
        }
    }

    private static void add(ArrayNode list, String text) {
        if (!text.isEmpty()) {
            list.add(text);
        }
    }

    /** A string is shown without its quotes, as their client library shows it. */
    private static String unquoted(String text) {
        boolean quoted = text.length() >= 2
                && (text.charAt(0) == '\'' || text.charAt(0) == '"')
                && text.charAt(text.length() - 1) == text.charAt(0);
        return quoted ? text.substring(1, text.length() - 1) : text;
    }
}
