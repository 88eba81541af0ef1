package dev.triptych.cli;

import dev.triptych.cli.doctor.Doctor;
import dev.triptych.cli.doctor.PythonEnvironment;
import dev.triptych.cli.doctor.TemporalProgram;
import dev.triptych.cli.report.Layer;
import dev.triptych.cli.report.TestReports;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the tests of all modules in one Maven run whose failures do not stop it, and closes with one line. */
@Command(name = "test", description = "Run unit, integration and system tests; the last line counts them.")
final class TestCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofMinutes(60);
    private static final int MAX_BUILD_ERRORS = 12;

    private final Context context;

    @Option(
            names = "--only",
            paramLabel = "LAYER",
            description = "unit, integration, system or containers; may be repeated")
    private List<String> only = List.of();

    TestCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        Set<Layer> layers = EnumSet.noneOf(Layer.class);
        only.forEach(name -> layers.add(Layer.named(name)));
        if (layers.isEmpty()) {
            layers.addAll(EnumSet.complementOf(EnumSet.of(Layer.CONTAINERS)));
        }
        new Doctor(context.home(), context.console()).cure(true);
        Path temporal = new TemporalProgram(context.home(), context.console()).provide();
        new PythonEnvironment(context.home(), context.console()).provide();
        TestReports.forget(context.home().root());
        Subprocess.Result maven = maven(layers, temporal);
        TestReports reports = TestReports.read(context.home().root());
        return conclude(maven.ok() ? reports : reports.withFailure(buildFailure(maven)), layers);
    }

    private Subprocess.Result maven(Set<Layer> layers, Path temporal) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                "mvn",
                "-B",
                "-fae",
                "-Dmaven.test.failure.ignore=true",
                // Formatting is checked here, not repaired.
                "-Dspotless.apply.skip=true",
                // The services were built a moment ago, by ./triptych itself.
                "-Dquarkus.build.skip=true",
                "spotless:check",
                "verify"));
        command.addAll(Layer.selection(layers));
        Path log = context.home().root().resolve(".triptych/test.log");
        context.console().say("testing (log: .triptych/test.log) …");
        Map<String, String> environment =
                Map.of("TRIPTYCH_TEMPORAL", temporal.toString(), "JAVA_HOME", System.getProperty("java.home"));
        try (BufferedWriter writer = Files.newBufferedWriter(log)) {
            return Subprocess.stream(
                    PATIENCE, context.home().root(), environment, command, line -> relay(line, writer));
        }
    }

    private void relay(String line, BufferedWriter log) {
        try {
            log.write(line);
            log.newLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (line.contains("Tests run:") && line.contains(" -- in ")) {
            context.console().say(line.replaceFirst("^\\[[A-Z]+] *", ""));
        }
    }

    private static String buildFailure(Subprocess.Result maven) {
        List<String> errors = maven.output()
                .lines()
                .filter(line -> line.startsWith("[ERROR]"))
                .limit(MAX_BUILD_ERRORS)
                .toList();
        return "the build failed\n" + String.join("\n", errors);
    }

    private int conclude(TestReports reports, Set<Layer> required) {
        Console console = context.console();
        TestReports all = reports;
        for (Layer layer : required) {
            if (!reports.layers().contains(layer)) {
                all = all.withFailure("no " + layer.words() + " test ran");
            }
        }
        all.skips().forEach(skip -> console.print("skipped  " + skip));
        all.failures().forEach(failure -> console.print("failed   " + failure));
        console.print(all.closingLine());
        return all.failures().isEmpty() ? 0 : CliException.FELL_SHORT;
    }
}
