package dev.triptych.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Downloads the files of a run. */
@Command(name = "export", description = "Download a run's triplets, ledger and data card.")
final class ExportCommand implements Callable<Integer> {
    private final Context context;

    @Parameters(paramLabel = "RUN", description = "Its id, from run list")
    @SuppressWarnings("NullAway.Init") // set by picocli before it is read
    private String run;

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "Where to put the files")
    @SuppressWarnings("NullAway.Init") // set by picocli before it is read
    private Path out;

    @Option(names = "--include-surplus", description = "Also what was made beyond the target, marked as surplus")
    private boolean includeSurplus;

    ExportCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        context.runs().export(run, out, includeSurplus).forEach(file -> context.console()
                .print(out.resolve(file).toString()));
        return 0;
    }
}
