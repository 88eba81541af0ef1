package dev.triptych.cli;

import dev.triptych.cli.client.SandboxHealth;
import dev.triptych.cli.client.StandardLibrary;
import dev.triptych.cli.doctor.Doctor;
import dev.triptych.cli.stack.Stack;
import dev.triptych.cli.stack.StackOptions;
import dev.triptych.cli.supervise.StackPlan;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Brings the stack up and leaves it running under its supervisor. */
@Command(name = "up", description = "Start everything on this machine; a second up changes nothing.")
final class UpCommand implements Callable<Integer> {
    private final Context context;

    @Mixin
    private StackArguments arguments = new StackArguments();

    @Option(names = "--only", paramLabel = "PART", description = "Start nothing but this part: verifier")
    private @Nullable String only;

    UpCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        StackOptions options = arguments.options(Optional.ofNullable(only));
        Doctor doctor = new Doctor(context.home(), context.console());
        if (only == null) {
            doctor.cure(false);
        } else {
            doctor.cureForVerifier();
        }
        Stack stack = context.stack();
        StackPlan plan = context.console().step("bring everything up", () -> stack.up(options, Optional.empty()));
        harvest(context);
        requireSafeSandbox(plan);
        StatusCommand.print(context, plan);
        return 0;
    }

    /** A verifier that is up but refuses everything is of no use to whoever started nothing else. */
    private void requireSafeSandbox(StackPlan plan) throws Exception {
        if (only == null) {
            return;
        }
        Optional<String> failure = SandboxHealth.failure(URI.create(plan.urls().get("verifier")));
        if (failure.isPresent()) {
            throw CliException.environment("The verifier is up, but its sandbox is not safe to use: " + failure.get()
                    + "; ./triptych down stops it");
        }
    }

    /** Gives a new stack its first seeds. */
    static void harvest(Context context) throws Exception {
        if (context.stack().running().urls().containsKey("seeds")) {
            Path python = context.home().python().resolve("bin/python3");
            int seeds = StandardLibrary.harvest(
                    context.api("seeds"), python, context.home().config());
            if (seeds > 0) {
                context.console().say("✓ " + seeds + " seeds harvested from Python's standard library");
            }
        }
    }
}
