package dev.triptych.cli.stack;

import dev.triptych.cli.CliException;
import dev.triptych.cli.Home;
import dev.triptych.cli.Subprocess;
import dev.triptych.cli.supervise.StackPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Runs all migrations as the owner of the database, and sets the roles and their grants. Running it again is nothing. */
public final class Migration {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Home home;

    public Migration(Home home) {
        this.home = home;
    }

    /** Migrates the database of a running stack. */
    public void run(StackPlan plan) throws IOException, InterruptedException {
        String url = plan.service("postgres")
                .map(service -> "jdbc:" + service.url())
                .orElseThrow(() -> CliException.usage("This stack has no database: bring it up without --only"));
        Secrets secrets = new Secrets(home);
        Path program = home.build().resolve("migrate");
        List<String> command = new ArrayList<>(JavaCommand.helper());
        command.add("-Djava.util.logging.manager=org.jboss.logmanager.LogManager");
        command.addAll(List.of(
                "-cp",
                program + "/*",
                "dev.triptych.migrate.Main",
                "--url",
                url,
                "--user",
                Postgres.OWNER,
                "--password-file",
                secrets.ownerPassword().toString(),
                "--roles-file",
                secrets.rolesFile().toString(),
                "--locations",
                locations()));
        Subprocess.Result result = Subprocess.run(PATIENCE, command);
        Files.writeString(home.logs().resolve("migrate.log"), result.output());
        if (!result.ok()) {
            throw CliException.environment("The database could not be migrated, see "
                    + home.logs().resolve("migrate.log") + ": " + result.tail(1));
        }
    }

    /** The folders of all migrations that were built, each named for its schema. */
    private String locations() throws IOException {
        try (var paths = Files.find(home.build().resolve("db"), 1, (path, facts) -> facts.isDirectory())) {
            return paths.filter(path -> !path.endsWith("db"))
                    .sorted()
                    .map(Path::toString)
                    .collect(Collectors.joining(","));
        }
    }
}
