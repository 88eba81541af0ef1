package dev.triptych.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Stops exactly what {@code up} started. */
@Command(name = "down", description = "Stop what up started; data stays.")
final class DownCommand implements Callable<Integer> {
    private final Context context;

    DownCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        boolean wasUp = context.stack().down();
        context.console()
                .say(
                        wasUp
                                ? "✓ everything is down; data stays in "
                                        + context.home().data()
                                : "Nothing was up");
        return 0;
    }
}
