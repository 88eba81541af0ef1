package dev.triptych.cli;

import dev.triptych.cli.client.SeedClient;
import dev.triptych.cli.client.SeedFiles;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What questions are made from. */
@Command(name = "seeds", description = "Import seeds.")
final class SeedsCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before it is read
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name what to do: import PATH");
    }

    @Command(name = "import", description = "Import a folder of code and text, or JSON lines (.jsonl, .jsonl.gz).")
    static final class Import implements Callable<Integer> {
        private final Context context;

        @Parameters(paramLabel = "PATH", description = "A folder, a .py, .txt or .md file, or JSON lines")
        @SuppressWarnings("NullAway.Init") // set by picocli before it is read
        private Path path;

        @Option(names = "--kind", description = "documentation or snippet, for all; else told by the files")
        private @Nullable String kind;

        @Option(names = "--source", description = "What to call them; else the name of the path")
        private @Nullable String source;

        @Option(names = "--text-field", description = "The field of JSON lines that holds the text")
        private @Nullable String textField;

        @Option(names = "--title-field", description = "The field of JSON lines that holds the title")
        private @Nullable String titleField;

        @Option(names = "--license", description = "The licence of them all")
        private @Nullable String license;

        Import(Context context) {
            this.context = context;
        }

        @Override
        public Integer call() throws Exception {
            if (kind != null && !kind.equals("documentation") && !kind.equals("snippet")) {
                throw CliException.usage("--kind: must be documentation or snippet, was " + kind);
            }
            Path name = path.toAbsolutePath().normalize().getFileName();
            SeedClient client = new SeedClient(
                    context.api("seeds"), Optional.ofNullable(source).orElse(String.valueOf(name)));
            new SeedFiles(
                            Optional.ofNullable(kind),
                            Optional.ofNullable(textField),
                            Optional.ofNullable(titleField),
                            Optional.ofNullable(license))
                    .read(path, client::add);
            client.flush();
            context.console().print(client.summary());
            return 0;
        }
    }
}
