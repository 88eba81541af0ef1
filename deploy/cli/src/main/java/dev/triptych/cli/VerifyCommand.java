package dev.triptych.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.triptych.cli.client.Api;
import dev.triptych.cli.client.CaseFiles;
import dev.triptych.contracts.json.TriptychJson;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Judges one program in the sandbox: of the verifier that is up, or of one that is started for it. */
@Command(name = "verify", description = "Judge a solution by tests or cases; exit 0 only for the verdict AC.")
final class VerifyCommand implements Callable<Integer> {
    private static final List<String> LANGUAGES = List.of("python", "cpp");

    private final Context context;

    @Option(names = "--solution", paramLabel = "FILE", required = true, description = "The program")
    @SuppressWarnings("NullAway.Init") // set by picocli before it is read
    private Path solution;

    @ArgGroup(multiplicity = "1")
    @SuppressWarnings("NullAway.Init") // set by picocli before it is read
    private JudgedBy judgedBy;

    /** One of the two. */
    static final class JudgedBy {
        @Option(names = "--tests", paramLabel = "FILE", description = "Its tests")
        private @Nullable Path tests;

        @Option(names = "--stdin-cases", paramLabel = "DIR", description = "Its cases: pairs of NAME.in and NAME.out")
        private @Nullable Path cases;
    }

    @Option(
            names = "--checker",
            paramLabel = "FILE",
            description = "For --stdin-cases: what says whether an output is right; C++ where the name ends in .cpp")
    private @Nullable Path checker;

    @Option(names = "--language", defaultValue = "python", description = "python (default) or cpp")
    @SuppressWarnings("NullAway.Init") // has a default
    private String language;

    @Option(names = "--entry-point", paramLabel = "NAME", description = "The function that the tests call")
    private @Nullable String entryPoint;

    @Option(names = "--style", description = "How --tests are written: pytest (default) or function; assert for cpp")
    private @Nullable String style;

    @Option(names = "--standard", paramLabel = "NAME", description = "For cpp: c++17 (default) or c++20")
    private @Nullable String standard;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "A verifier; else the one that is up, or one started now")
    private @Nullable String url;

    @Option(names = "--json", description = "The whole reply, for programs")
    private boolean json;

    VerifyCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        List<String> names = judgedBy.cases == null
                ? List.of()
                : CaseFiles.in(judgedBy.cases).names();
        ObjectNode request = request();
        JsonNode reply;
        try (VerifierAlone verifier = VerifierAlone.find(context, url)) {
            reply = new Api(verifier.url().toString(), "").post("/v1/verify", request);
        } catch (Api.Unreachable e) {
            throw CliException.environment("The verifier did not judge: " + e.getMessage());
        }
        if (json) {
            context.console().print(reply.toPrettyString());
        } else {
            report(reply, names);
        }
        return switch (reply.path("verdict").asText()) {
            case "AC" -> 0;
            case "IE" -> CliException.ENVIRONMENT;
            default -> CliException.FELL_SHORT;
        };
    }

    private ObjectNode request() {
        if (!LANGUAGES.contains(language)) {
            throw CliException.usage("--language " + language + " is unknown: python or cpp");
        }
        boolean python = language.equals("python");
        ObjectNode request = TriptychJson.mapper()
                .createObjectNode()
                .put("language", language)
                .put("solution", CaseFiles.text(solution));
        if (judgedBy.cases != null) {
            if (style != null || entryPoint != null) {
                throw CliException.usage("--style and --entry-point belong to --tests, not to --stdin-cases");
            }
            request.put("style", "stdio")
                    .set("cases", CaseFiles.in(judgedBy.cases).json());
            checker(request);
        } else if (judgedBy.tests != null) {
            if (checker != null) {
                throw CliException.usage("--checker belongs to --stdin-cases, not to --tests");
            }
            request.put("style", style != null ? style : python ? "pytest" : "assert")
                    .put("tests", CaseFiles.text(judgedBy.tests))
                    .put("coverage", python);
        }
        if (standard != null) {
            request.put("standard", standard);
        }
        if (entryPoint != null) {
            request.put("entryPoint", entryPoint);
        }
        return request;
    }

    private void checker(ObjectNode request) {
        if (checker != null) {
            request.putObject("checker")
                    .put("language", checker.toString().endsWith(".cpp") ? "cpp" : "python")
                    .put("source", CaseFiles.text(checker));
        }
    }

    private void report(JsonNode reply, List<String> names) {
        Console console = context.console();
        String reason = firstLine(reply.path("reason").asText(""));
        console.print("verdict      " + reply.path("verdict").asText() + (reason.isEmpty() ? "" : ": " + reason));
        int number = 0;
        for (JsonNode check : reply.path("checks")) {
            String message = firstLine(check.path("message").asText(""));
            String id =
                    number < names.size() ? names.get(number) : check.path("id").asText();
            console.print("  " + check.path("status").asText() + "  " + id + (message.isEmpty() ? "" : ": " + message));
            number++;
        }
        if (reply.path("coverage").has("line")) {
            console.print(String.format(
                    Locale.ROOT,
                    "coverage     %.0f %% of lines",
                    100 * reply.path("coverage").path("line").asDouble()));
        }
        console.print(String.format(
                Locale.ROOT,
                "used         %.2f s CPU, %.2f s wall, %.0f MiB",
                reply.path("cpuSeconds").asDouble(),
                reply.path("wallSeconds").asDouble(),
                reply.path("peakMemoryMiB").asDouble()));
        console.print("assurance    " + reply.path("assurance").asText() + ", judged as "
                + reply.path("style").asText().toLowerCase(Locale.ROOT) + ", isolation "
                + reply.path("isolation").asText());
        if (!reply.path("suspicion").isEmpty()) {
            console.print("suspicion    " + reply.path("suspicion"));
        }
        String errors = reply.path("stderr").asText("").strip();
        if (!errors.isEmpty()) {
            console.print("stderr       " + errors.lines().reduce("", (_, last) -> last));
        }
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }
}
