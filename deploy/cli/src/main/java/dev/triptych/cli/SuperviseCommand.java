package dev.triptych.cli;

import dev.triptych.cli.supervise.JsonFile;
import dev.triptych.cli.supervise.StackPlan;
import dev.triptych.cli.supervise.Supervisor;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Not for people: the resident process that {@code up} leaves behind. */
@Command(name = "supervise", hidden = true)
final class SuperviseCommand implements Callable<Integer> {
    private final Context context;

    @Parameters
    @SuppressWarnings("NullAway.Init") // set by picocli before it is read
    private Path state;

    SuperviseCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        Home home = context.home().withState(state);
        Optional<StackPlan> plan = JsonFile.read(home.planFile(), StackPlan.class);
        if (plan.isPresent()) {
            new Supervisor(home, plan.get()).watch();
        }
        return 0;
    }
}
