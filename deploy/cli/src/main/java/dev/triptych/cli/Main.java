package dev.triptych.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The one command: parses the line, runs the command, turns every end into one line and an exit code. */
@Command(
        name = "triptych",
        description = "Turns seeds and a teacher into question-solution-test triplets that execution has proven.",
        mixinStandardHelpOptions = true,
        version = "triptych 0.1.0",
        footer = {"", "Exit codes: 0 all well, 1 the run fell short or did not reconcile, 2 usage, 3 environment."})
public final class Main implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before it is read
    private CommandSpec spec;

    @Option(names = "--debug", description = "Show where an error came from", scope = CommandLine.ScopeType.INHERIT)
    private boolean debug;

    private Main() {}

    public static void main(String[] args) {
        // However we end, the commands that we run to their end, as Maven, end with us.
        Runtime.getRuntime().addShutdownHook(new Thread(Subprocess::endAll, "end-of-subprocesses"));
        System.exit(run(Context.ofProcess(), args));
    }

    static int run(Context context, String... args) {
        Main main = new Main();
        return commandLine(main, context)
                .setParameterExceptionHandler((error, _) -> main.usage(error, context.console()))
                .setExecutionExceptionHandler((error, _, _) -> main.failure(error, context.console()))
                .execute(args);
    }

    /** The names of all commands. */
    static Set<String> commands(Context context) {
        return commandLine(new Main(), context).getSubcommands().keySet();
    }

    private static CommandLine commandLine(Main main, Context context) {
        CommandLine line = new CommandLine(main)
                .addSubcommand(new UpCommand(context))
                .addSubcommand(new DownCommand(context))
                .addSubcommand(new StatusCommand(context))
                .addSubcommand(new DoctorCommand(context))
                .addSubcommand(new MigrateCommand(context))
                .addSubcommand(new DemoCommand(context))
                .addSubcommand(RunCommand.line(context))
                .addSubcommand(new BudgetCommand(context))
                .addSubcommand(PromptCommand.line(context))
                .addSubcommand(new ExportCommand(context))
                .addSubcommand(new CommandLine(new SeedsCommand()).addSubcommand(new SeedsCommand.Import(context)))
                .addSubcommand(new VerifyCommand(context))
                .addSubcommand(BenchCommand.line(context))
                .addSubcommand(new TestCommand(context))
                .addSubcommand(new SuperviseCommand(context));
        helpEverywhere(line);
        return line;
    }

    private static void helpEverywhere(CommandLine line) {
        for (CommandLine command : line.getSubcommands().values()) {
            command.getCommandSpec()
                    .addOption(OptionSpec.builder("-h", "--help")
                            .usageHelp(true)
                            .description("Show this help and end")
                            .build());
            helpEverywhere(command);
        }
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name a command; ./triptych --help lists them");
    }

    private int usage(ParameterException error, Console console) {
        String hint = "";
        if (error instanceof UnmatchedArgumentException unmatched
                && !unmatched.getSuggestions().isEmpty()) {
            hint = "; did you mean " + String.join(" or ", unmatched.getSuggestions()) + "?";
        }
        String command = error.getCommandLine().getCommandSpec().qualifiedName();
        console.say(error.getMessage() + hint + " (./" + command + " --help)");
        return CliException.USAGE;
    }

    private int failure(Exception error, Console console) {
        if (debug) {
            StringWriter trace = new StringWriter();
            error.printStackTrace(new PrintWriter(trace));
            console.say(trace.toString());
        }
        if (error instanceof CliException known) {
            console.say(known.line());
            return known.exitCode();
        }
        String what = error.getMessage() == null ? error.getClass().getSimpleName() : error.getMessage();
        console.say("Unexpected: " + what.lines().findFirst().orElse("") + " (--debug shows where)");
        return CliException.ENVIRONMENT;
    }
}
