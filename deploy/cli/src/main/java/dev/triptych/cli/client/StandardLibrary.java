package dev.triptych.cli.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.triptych.cli.CliException;
import dev.triptych.cli.Subprocess;
import dev.triptych.contracts.json.TriptychJson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The seeds that every machine has: documentation and source of the local Python's standard library. */
public final class StandardLibrary {
    /** The name of the source. */
    public static final String SOURCE = "python-standard-library";

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private StandardLibrary() {}

    /** Harvests it once; how many seeds that were, 0 if they are there already. */
    public static int harvest(Api seeds, Path python, Path scratch) throws IOException, InterruptedException {
        if (SeedClient.has(seeds, SOURCE)) {
            return 0;
        }
        SeedClient client = new SeedClient(seeds, SOURCE);
        for (ObjectNode seed : read(python, scratch)) {
            client.add(seed);
        }
        client.flush();
        return client.imported();
    }

    static List<ObjectNode> read(Path python, Path scratch) throws IOException, InterruptedException {
        Path script = scratch.resolve("harvest.py");
        try (InputStream resource = StandardLibrary.class.getResourceAsStream("/harvest.py")) {
            Files.write(script, java.util.Objects.requireNonNull(resource).readAllBytes());
        }
        Subprocess.Result result =
                Subprocess.run(PATIENCE, List.of(python.toString(), "-I", "-B", "-W", "ignore", script.toString()));
        if (!result.ok()) {
            throw CliException.environment(
                    "The standard library of " + python + " could not be harvested: " + result.tail(1));
        }
        List<ObjectNode> seeds = new ArrayList<>();
        for (String line : result.output().lines().toList()) {
            seeds.add((ObjectNode) TriptychJson.mapper().readTree(line));
        }
        return seeds;
    }
}
