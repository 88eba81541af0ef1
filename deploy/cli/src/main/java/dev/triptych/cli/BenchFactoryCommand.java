package dev.triptych.cli;

import dev.triptych.cli.bench.factory.FactoryBench;
import dev.triptych.cli.bench.factory.Measured;
import dev.triptych.cli.bench.factory.ObservedTeacher;
import dev.triptych.cli.bench.factory.RehearsalLog;
import dev.triptych.cli.bench.factory.Report;
import dev.triptych.cli.bench.factory.Scenario;
import dev.triptych.cli.bench.factory.TeacherLog;
import dev.triptych.cli.stack.StackOptions;
import dev.triptych.cli.stack.Teachers;
import dev.triptych.cli.supervise.StackPlan;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What of a perfect schedule the factory gets out of a teacher, and at what cost. */
@Command(
        name = "factory",
        description = "How busy the factory keeps a teacher, beside a perfect schedule of the same calls; exit 1 when a"
                + " row is missing, an answer was paid for twice, or the figures mean nothing.")
final class BenchFactoryCommand implements Callable<Integer> {
    private static final int ROWS_MAX = 100_000;
    private static final int SLOW_MAX = 100;

    private final Context context;

    @Option(
            names = "--scenario",
            split = ",",
            paramLabel = "NAME",
            defaultValue = "A",
            description = "A one step; B05, B5 a triplet's chain; C hidden capacity; D random 429; E45, E5s kills; the"
                    + " beginning of names, or all (default ${DEFAULT-VALUE})")
    @SuppressWarnings("NullAway.Init") // has a default
    private List<String> scenarios;

    @Option(names = "--rows", description = "Rows to ask for (default: 2000, of chains 600)")
    private @Nullable Integer rows;

    @Option(names = "--warm-up", description = "Rows to ask for before (default: 600, of chains 100)")
    private @Nullable Integer warmUp;

    @Option(
            names = "--teacher-url",
            paramLabel = "URL",
            description =
                    "Instead of the rehearsal teacher: an OpenAI-compatible server, as http://host/v1, for A, C and D")
    private @Nullable String teacherUrl;

    @Option(
            names = "--teacher-model",
            paramLabel = "NAME",
            defaultValue = "rehearsal-1",
            description = "The model to ask there")
    @SuppressWarnings("NullAway.Init") // has a default
    private String teacherModel;

    @Option(
            names = "--slow",
            paramLabel = "TIMES",
            defaultValue = "1",
            description = "The rehearsal teacher takes so many times as long for everything, as if this machine were"
                    + " faster (default ${DEFAULT-VALUE})")
    private int slow = 1;

    @Option(names = "--json", paramLabel = "FILE", description = "Also write the figures there")
    private @Nullable Path json;

    BenchFactoryCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        List<Scenario> wanted = checked();
        Context own = context.withState(context.home().state().resolve("bench"));
        own.home().createState();
        List<Measured> measured = new ArrayList<>();
        try (OnlyOne _ = OnlyOne.take(
                own.home().state().resolve("bench.lock"), "Another measurement is running in this folder")) {
            for (Scenario scenario : wanted) {
                measured.add(measure(own, scenario.slowed(slow)));
                FiguresFile.write(json, new Report(measured).json());
            }
        }
        Report report = new Report(measured);
        report.print(context.console()::print);
        return report.allRight() ? 0 : CliException.FELL_SHORT;
    }

    private Measured measure(Context own, Scenario scenario) throws Exception {
        if (teacherUrl == null) {
            StackOptions options = options(scenario, Teachers.rehearsed());
            return measure(
                    own,
                    scenario,
                    options,
                    plan -> new RehearsalLog(String.valueOf(plan.urls().get("rehearsal"))));
        }
        try (ObservedTeacher teacher =
                new ObservedTeacher(URI.create(TeacherUrl.reachable(teacherUrl)), Scenario.SLOTS, scenario.refused())) {
            StackOptions options = options(scenario, Teachers.own(teacher.url(), teacherModel, Optional.empty()));
            return measure(own, scenario, options, plan -> teacher);
        }
    }

    private static StackOptions options(Scenario scenario, Teachers teachers) {
        return new StackOptions(false, false, false, teachers, Map.of(), scenario.rehearsal(), scenario.asking());
    }

    private Measured measure(Context own, Scenario scenario, StackOptions options, Function<StackPlan, TeacherLog> log)
            throws Exception {
        try (FactoryAlone factory = FactoryAlone.start(own, options)) {
            if (scenario.chain()) {
                UpCommand.harvest(factory.context());
            }
            FactoryBench bench = new FactoryBench(
                    factory.stack(),
                    factory.context().runs(),
                    factory.context().api("seeds"),
                    factory.plan().teacher(),
                    log.apply(factory.plan()),
                    context.console()::say);
            return bench.measure(
                    scenario, rows == null ? scenario.rows() : rows, warmUp == null ? scenario.warmUp() : warmUp);
        }
    }

    private List<Scenario> checked() {
        List<Scenario> wanted = new ArrayList<>();
        for (String name : scenarios) {
            List<Scenario> matching = Scenario.matching(name);
            if (matching.isEmpty()) {
                throw CliException.usage("--scenario " + name + " is unknown; there are: all, "
                        + String.join(
                                ", ", Scenario.ALL.stream().map(Scenario::name).toList()));
            }
            wanted.addAll(matching);
            if (teacherUrl != null && matching.stream().anyMatch(scenario -> !scenario.anywhere())) {
                throw CliException.usage("--scenario " + name + ": needs the rehearsal teacher; A, C and D do not");
            }
        }
        require("--rows", rows, 1, ROWS_MAX);
        require("--warm-up", warmUp, 0, ROWS_MAX);
        require("--slow", slow, 1, SLOW_MAX);
        if (teacherUrl != null) {
            TeacherUrl.requireHttp(teacherUrl);
        }
        if (slow > 1 && teacherUrl != null) {
            throw CliException.usage("--slow " + slow + ": only the rehearsal teacher's clock can be slowed");
        }
        FiguresFile.check(json);
        return wanted;
    }

    private static void require(String option, @Nullable Integer value, int least, int most) {
        if (value != null && (value < least || value > most)) {
            throw CliException.usage(option + " " + value + ": must be between " + least + " and " + most);
        }
    }
}
