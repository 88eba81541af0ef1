package dev.triptych.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.triptych.cli.client.Ledger;
import dev.triptych.cli.client.RunProgress;
import dev.triptych.cli.client.Runs;
import dev.triptych.cli.doctor.Doctor;
import dev.triptych.cli.stack.Stack;
import dev.triptych.cli.stack.StackOptions;
import dev.triptych.cli.supervise.ProcessIdentity;
import dev.triptych.cli.supervise.Shutdown;
import dev.triptych.cli.supervise.StackPlan;
import dev.triptych.contracts.json.TriptychJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * The whole factory, once: up → seeds → run → watch → export → down, in a state of its own, so that a stack that is up
 * is not disturbed. However it ends, nothing is left running: on a signal we bring the stack down ourselves, and if we
 * are killed the supervisor does, because we own it.
 */
@Command(name = "demo", description = "Make a few triplets with the real system, export them, leave nothing running.")
final class DemoCommand implements Callable<Integer> {
    private final Context context;

    @Mixin
    private StackArguments arguments = new StackArguments();

    @Option(
            names = "--without-ui",
            description = "Use the SDK's in-memory Temporal server where the real one cannot be had")
    private boolean withoutUi;

    @Option(names = "--triplets", defaultValue = "12", description = "How many to make (default ${DEFAULT-VALUE})")
    private int triplets;

    @Option(names = "--seed", defaultValue = "7", description = "Makes the demo repeatable (default ${DEFAULT-VALUE})")
    private long seed;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "out/demo",
            description = "Where the files go (default ${DEFAULT-VALUE})")
    @SuppressWarnings("NullAway.Init") // has a default
    private Path out;

    DemoCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        if (triplets < 1) {
            throw CliException.usage("--triplets: must be at least 1, was " + triplets);
        }
        StackOptions options = arguments.options(Optional.empty());
        if (options.teachers().profiles().size() > 1) {
            throw CliException.usage("--teachers: a demo asks one teacher, this file describes several");
        }
        createOut();
        if (withoutUi) {
            options = options.withTemporalInMemory();
            context.console()
                    .say("Without Temporal's server there are no Web UI, no lists of workflows, no schedules and no"
                            + " storage: if its process dies the run is lost, and what is done to workflows from outside goes"
                            + " unnoticed");
        }
        Context own = context.withState(context.home().state().resolve("demo"));
        own.home().createState();
        try (OnlyOne _ =
                OnlyOne.take(own.home().state().resolve("demo.lock"), "Another demo is running in this folder")) {
            return alone(own, options);
        }
    }

    private int alone(Context own, StackOptions options) throws Exception {
        new Doctor(own.home(), own.console()).cure(false);
        new Shutdown(own.home()).stop(); // what a demo that was killed may have left
        Folders.delete(own.home().data()); // each demo starts from nothing, so that the same seed does the same
        own.home().createState();
        try (OwnStack stack = new OwnStack(own.stack(), "demo")) {
            return run(own, stack.stack(), options);
        }
    }

    private int run(Context own, Stack stack, StackOptions options) throws Exception {
        Console console = own.console();
        StackPlan plan =
                console.step("bring everything up", () -> stack.up(options, Optional.of(ProcessIdentity.self())));
        UpCommand.harvest(own);
        String pages = plan.urls().get("temporal");
        console.say((pages == null ? "" : "Temporal's pages: " + pages + "   ") + "API: "
                + plan.urls().get("api"));
        Runs runs = own.runs();
        RunProgress run = runs.start(input(plan), UUID.randomUUID().toString());
        console.say("run " + run.run());
        Ledger ledger = runs.watch(run.run());
        console.print("exported to " + out + ": " + String.join(", ", runs.export(run.run(), out, false)));
        return RunCommand.conclude(console, ledger);
    }

    private ObjectNode input(StackPlan plan) {
        return TriptychJson.mapper()
                .createObjectNode()
                .put("recipe", "kodcode")
                .put("target", triplets)
                .put("seed", seed)
                .put("teacher", plan.teacher());
    }

    private void createOut() {
        try {
            Files.createDirectories(out);
        } catch (IOException e) {
            throw CliException.environment("Cannot write to " + out + ": name another folder by --out");
        }
    }
}
