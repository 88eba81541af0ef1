package dev.triptych.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.triptych.cli.client.Api;
import dev.triptych.contracts.json.TriptychJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Judges one program in the sandbox of the running verifier. */
@Command(name = "verify", description = "Judge a solution by tests; exit 0 only for the verdict AC.")
final class VerifyCommand implements Callable<Integer> {
    private final Context context;

    @Option(names = "--solution", paramLabel = "FILE", required = true, description = "The program")
    @SuppressWarnings("NullAway.Init") // set by picocli before it is read
    private Path solution;

    @Option(names = "--tests", paramLabel = "FILE", required = true, description = "Its tests")
    @SuppressWarnings("NullAway.Init") // set by picocli before it is read
    private Path tests;

    @Option(names = "--entry-point", paramLabel = "NAME", description = "The function that the tests call")
    private @Nullable String entryPoint;

    @Option(names = "--style", defaultValue = "pytest", description = "pytest (default) or function")
    @SuppressWarnings("NullAway.Init") // set by picocli before it is read
    private String style;

    @Option(names = "--json", description = "The whole reply, for programs")
    private boolean json;

    VerifyCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        ObjectNode request = TriptychJson.mapper().createObjectNode();
        request.put("language", "python");
        request.put("style", style);
        request.put("solution", read(solution));
        request.put("tests", read(tests));
        request.put("coverage", true);
        if (entryPoint != null) {
            request.put("entryPoint", entryPoint);
        }
        JsonNode reply;
        try {
            reply = context.api("verifier").post("/v1/verify", request);
        } catch (Api.Unreachable e) {
            throw CliException.environment("The verifier does not answer: start it by ./triptych up --only verifier");
        }
        if (json) {
            context.console().print(reply.toPrettyString());
        } else {
            report(reply);
        }
        return reply.path("verdict").asText().equals("AC") ? 0 : CliException.FELL_SHORT;
    }

    private void report(JsonNode reply) {
        Console console = context.console();
        console.print("verdict      " + reply.path("verdict").asText());
        for (JsonNode check : reply.path("checks")) {
            String message = check.path("message").asText("");
            console.print("  " + check.path("status").asText() + "  "
                    + check.path("id").asText()
                    + (message.isEmpty()
                            ? ""
                            : ": " + message.lines().findFirst().orElse("")));
        }
        if (reply.path("coverage").has("line")) {
            console.print(String.format(
                    "coverage     %.0f %% of lines",
                    100 * reply.path("coverage").path("line").asDouble()));
        }
        console.print(String.format(
                "used         %.2f s CPU, %.2f s wall, %d MiB",
                reply.path("cpuSeconds").asDouble(),
                reply.path("wallSeconds").asDouble(),
                reply.path("peakMemoryMiB").asLong()));
        console.print("assurance    " + reply.path("assurance").asText() + ", isolation "
                + reply.path("isolation").asText());
        if (!reply.path("suspicion").isEmpty()) {
            console.print("suspicion    " + reply.path("suspicion"));
        }
        String errors = reply.path("stderr").asText("").strip();
        if (!errors.isEmpty()) {
            console.print("stderr       " + errors.lines().reduce("", (_, last) -> last));
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw CliException.usage(file + ": cannot be read");
        }
    }
}
