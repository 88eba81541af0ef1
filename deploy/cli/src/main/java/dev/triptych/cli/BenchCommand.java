package dev.triptych.cli;

import dev.triptych.cli.bench.Bench;
import dev.triptych.cli.bench.Report;
import dev.triptych.cli.bench.Soak;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measurements of parts of the system. */
@Command(name = "bench", description = "Measure the system or a part of it: factory, verifier.")
final class BenchCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before it is read
    private CommandSpec spec;

    private BenchCommand() {}

    static CommandLine line(Context context) {
        return new CommandLine(new BenchCommand())
                .addSubcommand(new BenchFactoryCommand(context))
                .addSubcommand(new OfVerifier(context));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name what to measure: factory, verifier");
    }

    /** Programs per second over HTTP, every verdict checked; or the same load for a long time. */
    @Command(
            name = "verifier",
            description = "Programs per second over HTTP with every verdict checked, beside bare and bubblewrapped"
                    + " processes; exit 1 when a verdict was wrong.")
    static final class OfVerifier implements Callable<Integer> {
        private static final int SECONDS_MAX = 3_600;
        private static final int MINUTES_MAX = 7 * 24 * 60;

        private final Context context;

        @Option(
                names = "--seconds",
                defaultValue = "10",
                description = "How long each row is measured, after a warm-up (default ${DEFAULT-VALUE})")
        private int seconds;

        @Option(names = "--rows", split = ",", paramLabel = "NAME", description = "Only these rows and the baselines")
        private @Nullable List<String> rows;

        @Option(names = "--json", paramLabel = "FILE", description = "Also write the rows there")
        private @Nullable Path json;

        @Option(names = "--url", paramLabel = "URL", description = "A verifier that runs; else one is started")
        private @Nullable String url;

        @Option(
                names = "--soak",
                paramLabel = "MINUTES",
                description = "Mixed load instead; exit 1 when memory, descriptors or control groups grow")
        private @Nullable Integer soak;

        OfVerifier(Context context) {
            this.context = context;
        }

        @Override
        public Integer call() throws Exception {
            List<String> wanted = checked();
            try (VerifierAlone verifier = VerifierAlone.own(context, url)) {
                Path own = context.home().python().resolve("bin/python3");
                Path python = Files.exists(own) ? own : Path.of("python3");
                Bench bench = new Bench(verifier.url(), python, Duration.ofSeconds(seconds));
                Console console = context.console();
                if (soak != null) {
                    return new Soak(bench, soak).run(console::print) ? 0 : CliException.FELL_SHORT;
                }
                Report report = bench.run(wanted, row -> console.say("measuring " + row + " …"));
                report.print(console::print);
                FiguresFile.write(json, report.json());
                return report.allRight() ? 0 : CliException.FELL_SHORT;
            }
        }

        private List<String> checked() {
            if (seconds < 1 || seconds > SECONDS_MAX) {
                throw CliException.usage("--seconds " + seconds + ": must be between 1 and " + SECONDS_MAX);
            }
            if (soak != null && (soak < 2 || soak > MINUTES_MAX)) {
                throw CliException.usage("--soak " + soak + ": must be between 2 and " + MINUTES_MAX);
            }
            List<String> wanted = rows == null ? Bench.names() : rows;
            for (String row : wanted) {
                if (!Bench.names().contains(row)) {
                    throw CliException.usage(
                            "--rows " + row + " is unknown; there are: " + String.join(", ", Bench.names()));
                }
            }
            FiguresFile.check(json);
            return wanted;
        }
    }
}
