package dev.triptych.cli;

import com.fasterxml.jackson.databind.SerializationFeature;
import dev.triptych.cli.client.Ledger;
import dev.triptych.cli.client.RunProgress;
import dev.triptych.cli.client.Runs;
import dev.triptych.contracts.json.TriptychJson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Starts, watches and steers runs of the running stack. */
@Command(name = "run", description = "Start, watch and steer runs.")
final class RunCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before it is read
    private CommandSpec spec;

    static CommandLine line(Context context) {
        CommandLine line = new CommandLine(new RunCommand());
        line.addSubcommand(new Start(context));
        line.addSubcommand(new ListRuns(context));
        line.addSubcommand(new Show(context));
        line.addSubcommand(new Watch(context));
        line.addSubcommand(new Retune(context));
        for (String verb : List.of("pause", "resume", "finish", "cancel")) {
            line.addSubcommand(verb, new Steer(context, verb));
        }
        return line;
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "Name what to do: start, list, show, watch, pause, resume, finish, retune, cancel");
    }

    /** The exit code of a run's account, and its reason on the way. */
    static int conclude(Console console, Ledger ledger) {
        ledger.lines().forEach(console::print);
        if (ledger.well()) {
            return 0;
        }
        throw CliException.fellShort("Fell short: " + ledger.shortfall());
    }

    @Command(name = "start", description = "Start a run.")
    static final class Start implements Callable<Integer> {
        private final Context context;

        @Mixin
        private RunArguments arguments = new RunArguments();

        @Option(
                names = "--watch",
                description = "Stay until it ends; exit 0 only if all was made and the ledger agrees")
        private boolean watch;

        @Option(
                names = "--idempotency-key",
                paramLabel = "KEY",
                description = "The same key and input give the same run")
        private @Nullable String key;

        Start(Context context) {
            this.context = context;
        }

        @Override
        public Integer call() throws Exception {
            Runs runs = context.runs();
            String teacher = context.stack().running().teacher();
            String usedKey =
                    Optional.ofNullable(key).orElseGet(() -> UUID.randomUUID().toString());
            RunProgress run = runs.start(arguments.body(teacher), usedKey);
            context.console().print("run " + run.run());
            return watch ? conclude(context.console(), runs.watch(run.run())) : 0;
        }
    }

    @Command(name = "list", description = "All runs.")
    static final class ListRuns implements Callable<Integer> {
        private final Context context;

        ListRuns(Context context) {
            this.context = context;
        }

        @Override
        public Integer call() throws Exception {
            for (RunProgress run : context.runs().list()) {
                context.console().print(String.format("%s  %-16s %s", run.run(), run.status(), run.line()));
            }
            return 0;
        }
    }

    @Command(name = "show", description = "Where a run stands, and the cause if a candidate waits.")
    static final class Show implements Callable<Integer> {
        private final Context context;

        @Parameters(paramLabel = "RUN", description = "Its id, from run list")
        @SuppressWarnings("NullAway.Init") // set by picocli before it is read
        private String run;

        @Option(names = "--json", description = "As JSON, for programs")
        private boolean json;

        Show(Context context) {
            this.context = context;
        }

        @Override
        public Integer call() throws Exception {
            RunProgress progress = context.runs().show(run);
            if (json) {
                context.console()
                        .print(TriptychJson.mapper()
                                .writer()
                                .with(SerializationFeature.INDENT_OUTPUT)
                                .writeValueAsString(progress.view()));
                return 0;
            }
            context.console().print("run " + progress.run() + "  " + progress.status());
            context.console().print(progress.line());
            String message = progress.view().path("message").asText("");
            if (!message.isEmpty()) {
                context.console().print(message);
            }
            return 0;
        }
    }

    @Command(
            name = "watch",
            description = "Follow a run to its end; exit 0 only if all was made and the ledger agrees.")
    static final class Watch implements Callable<Integer> {
        private final Context context;

        @Parameters(paramLabel = "RUN", description = "Its id, from run list")
        @SuppressWarnings("NullAway.Init") // set by picocli before it is read
        private String run;

        Watch(Context context) {
            this.context = context;
        }

        @Override
        public Integer call() throws Exception {
            Runs runs = context.runs();
            runs.show(run); // an unknown run is told at once
            return conclude(context.console(), runs.watch(run));
        }
    }

    @Command(description = "Steer a run.")
    static final class Steer implements Callable<Integer> {
        private final Context context;
        private final String verb;

        @Parameters(paramLabel = "RUN", description = "Its id, from run list")
        @SuppressWarnings("NullAway.Init") // set by picocli before it is read
        private String run;

        Steer(Context context, String verb) {
            this.context = context;
            this.verb = verb;
        }

        @Override
        public Integer call() throws Exception {
            RunProgress progress = context.runs().command(run, verb);
            context.console().print("run " + progress.run() + "  " + progress.status());
            return 0;
        }
    }

    @Command(
            name = "retune",
            description = "Change budgets, teachers or the window for what remains; who waits for them goes on.")
    static final class Retune implements Callable<Integer> {
        private final Context context;

        @Parameters(paramLabel = "RUN", description = "Its id, from run list")
        @SuppressWarnings("NullAway.Init") // set by picocli before it is read
        private String run;

        @Mixin
        private BudgetArguments budget = new BudgetArguments();

        @Option(names = "--teacher", description = "The profile to ask for every step that has none of its own")
        private @Nullable String teacher;

        @Option(
                names = "--set",
                paramLabel = "FIELD=VALUE",
                description = "Any other field that can be changed, as testTeacher=fast or window=16")
        private Map<String, String> others = new LinkedHashMap<>();

        Retune(Context context) {
            this.context = context;
        }

        @Override
        public Integer call() throws Exception {
            Fields changes = Fields.none();
            budget.into(changes);
            changes.put("teacher", teacher).putAll(others);
            RunProgress progress = context.runs().retune(run, changes.body());
            context.console().print("run " + progress.run() + "  " + progress.status());
            return 0;
        }
    }
}
