package dev.triptych.cli;

import dev.triptych.cli.doctor.Doctor;
import dev.triptych.cli.doctor.PythonEnvironment;
import dev.triptych.cli.doctor.Requirement;
import dev.triptych.cli.doctor.TemporalProgram;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Says what the machine has and lacks. */
@Command(name = "doctor", description = "List every prerequisite, what was found, and the command that installs it.")
final class DoctorCommand implements Callable<Integer> {
    private final Context context;

    @Option(names = "--install", description = "Install what is missing (OS packages: on Debian or Ubuntu, as root)")
    private boolean install;

    DoctorCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        Doctor doctor = new Doctor(context.home(), context.console());
        if (install) {
            context.home().createState();
            doctor.cure(true);
            new TemporalProgram(context.home(), context.console()).provide();
            new PythonEnvironment(context.home(), context.console()).provide();
        }
        List<Requirement> all = doctor.examine();
        all.forEach(one -> context.console().print(line(one)));
        boolean fit = all.stream().noneMatch(one -> one.missingFor(false));
        return fit ? 0 : CliException.ENVIRONMENT;
    }

    static String line(Requirement one) {
        String line = String.format(
                "%s %-28s %-24s %s",
                one.met() ? "✓" : "✗", one.name(), one.need().words(), one.found());
        return one.met() ? line : line + "  → " + one.remedy();
    }
}
