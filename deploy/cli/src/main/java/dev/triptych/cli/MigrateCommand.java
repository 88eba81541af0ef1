package dev.triptych.cli;

import dev.triptych.cli.stack.Migration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Migrates the database of the running stack. */
@Command(name = "migrate", description = "Run all migrations and set roles and grants; up does so by itself.")
final class MigrateCommand implements Callable<Integer> {
    private final Context context;

    MigrateCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        new Migration(context.home()).run(context.stack().running());
        context.console().say("✓ the database is migrated");
        return 0;
    }
}
