package dev.triptych.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.triptych.contracts.json.TriptychJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The input of a run, as options; what is not given is left to the service's defaults. */
final class RunArguments {
    @Option(names = "--recipe", description = "What the run does, as kodcode")
    @Nullable
    String recipe;

    @Option(names = "--target", description = "Triplets to accept")
    @Nullable
    Integer target;

    @Option(names = "--seed", description = "Makes the run repeatable")
    @Nullable
    Long seed;

    @Option(names = "--teacher", description = "The profile to ask; by default the one the stack came up with")
    @Nullable
    String teacher;

    @Option(names = "--window", description = "Candidates worked on at once")
    @Nullable
    Integer window;

    @Option(names = "--attempts", description = "Attempts per question, as fixed(2)")
    @Nullable
    String attempts;

    @Option(names = "--subset", paramLabel = "NAME", description = "A subset to make, as Docs; may be repeated")
    List<String> subsets = List.of();

    @Mixin
    BudgetArguments budget = new BudgetArguments();

    @Option(names = "--set", paramLabel = "FIELD=VALUE", description = "Any other field of the input, as restyle=false")
    Map<String, String> fields = new LinkedHashMap<>();

    @Option(
            names = "--input",
            paramLabel = "JSON",
            description = "The whole input as JSON, or @FILE; options overrule it")
    @Nullable
    String input;

    /** The body of the request. */
    ObjectNode body(String stacksTeacher) {
        ObjectNode body = input == null ? TriptychJson.mapper().createObjectNode() : parse(input);
        put(body, "recipe", recipe);
        put(body, "target", target);
        put(body, "seed", seed);
        put(body, "teacher", teacher);
        put(body, "window", window);
        put(body, "attempts", attempts);
        if (!subsets.isEmpty()) {
            body.set("subsets", TriptychJson.mapper().valueToTree(subsets));
        }
        budget.into(body);
        fields.forEach((field, value) -> body.set(field, value(value)));
        if (!body.has("teacher")) {
            body.put("teacher", stacksTeacher);
        }
        return body;
    }

    static void put(ObjectNode body, String field, @Nullable Object value) {
        if (value != null) {
            body.set(field, TriptychJson.mapper().valueToTree(value));
        }
    }

    /** Reads {@code 3}, {@code false}, {@code ["Docs"]} as JSON and everything else as text. */
    static JsonNode value(String text) {
        try {
            return TriptychJson.mapper().readTree(text);
        } catch (IOException e) {
            return TriptychJson.mapper().getNodeFactory().textNode(text);
        }
    }

    private static ObjectNode parse(String input) {
        try {
            String text = input.startsWith("@") ? Files.readString(Path.of(input.substring(1))) : input;
            if (TriptychJson.mapper().readTree(text) instanceof ObjectNode object) {
                return object;
            }
        } catch (IOException e) {
            // told below
        }
        throw CliException.usage("--input: must be a JSON object, as {\"recipe\":\"kodcode\",\"target\":12}");
    }
}
