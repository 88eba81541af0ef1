package dev.triptych.cli;

import dev.triptych.contracts.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Shows what teachers are asked: the prompts of this checkout, with the hash under which calls and triplets name them.
 */
@Command(name = "prompt", description = "Show what teachers are asked.")
final class PromptCommand implements Runnable {
    /** Below a module; behind it come the prompt's name and {@code .md}. */
    private static final Path RESOURCES = Path.of("src", "main", "resources", "prompts");

    private static final String SUFFIX = ".md";

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before it is read
    private CommandSpec spec;

    static CommandLine line(Context context) {
        return new CommandLine(new PromptCommand())
                .addSubcommand(new ListPrompts(context))
                .addSubcommand(new Show(context));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name what to do: list, show");
    }

    /** The prompts by name; a name is unique over all modules. */
    private static SortedMap<String, Path> prompts(Path root) throws IOException {
        SortedMap<String, Path> prompts = new TreeMap<>();
        List<Path> folders;
        try (Stream<Path> modules = Files.list(root)) {
            folders = modules.map(module -> module.resolve(RESOURCES))
                    .filter(Files::isDirectory)
                    .toList();
        }
        for (Path folder : folders) {
            try (Stream<Path> files = Files.walk(folder)) {
                files.filter(file -> file.toString().endsWith(SUFFIX)).forEach(file -> {
                    String name = folder.relativize(file).toString();
                    prompts.put(name.substring(0, name.length() - SUFFIX.length()), file);
                });
            }
        }
        return prompts;
    }

    @Command(name = "list", description = "The prompts and their hashes.")
    static final class ListPrompts implements Callable<Integer> {
        private final Context context;

        ListPrompts(Context context) {
            this.context = context;
        }

        @Override
        public Integer call() throws IOException {
            for (Map.Entry<String, Path> prompt : prompts(context.home().root()).entrySet()) {
                context.console()
                        .print(String.format(
                                "%-24s %s",
                                prompt.getKey(),
                                Sha256.of(Files.readString(prompt.getValue())).hex()));
            }
            return 0;
        }
    }

    @Command(name = "show", description = "One prompt as it is sent; what is not given stays a {{placeholder}}.")
    static final class Show implements Callable<Integer> {
        private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([a-z_]+)}}");

        private final Context context;

        @Parameters(paramLabel = "NAME", description = "Its name, from prompt list")
        @SuppressWarnings("NullAway.Init") // set by picocli before it is read
        private String name;

        @Option(names = "--set", paramLabel = "PLACEHOLDER=VALUE", description = "Fill a placeholder; @FILE for a file")
        private Map<String, String> values = new LinkedHashMap<>();

        Show(Context context) {
            this.context = context;
        }

        @Override
        public Integer call() throws IOException {
            SortedMap<String, Path> prompts = prompts(context.home().root());
            Path file = prompts.get(name);
            if (file == null) {
                throw CliException.usage(
                        "There is no prompt " + name + "; there are " + String.join(", ", prompts.keySet()));
            }
            String text = Files.readString(file);
            String[] parts = text.split("\n---\n", 2);
            String user = filled(parts[parts.length - 1].strip());
            Console console = context.console();
            console.print(name + "  " + Sha256.of(text).hex());
            console.print("--- system");
            console.print(parts[0].strip());
            console.print("--- user");
            console.print(user);
            return 0;
        }

        private String filled(String user) {
            Map<String, String> given = new LinkedHashMap<>();
            for (Map.Entry<String, String> value : values.entrySet()) {
                if (!user.contains("{{" + value.getKey() + "}}")) {
                    throw CliException.usage("--set: prompt " + name + " has no placeholder " + value.getKey());
                }
                given.put(value.getKey(), given(value.getKey(), value.getValue()));
            }
            return PLACEHOLDER
                    .matcher(user)
                    .replaceAll(match -> Matcher.quoteReplacement(given.getOrDefault(match.group(1), match.group())));
        }

        private static String given(String placeholder, String value) {
            try {
                return value.startsWith("@") ? Files.readString(Path.of(value.substring(1))) : value;
            } catch (IOException | InvalidPathException e) {
                throw CliException.usage("--set " + placeholder + "=" + value + ": the file cannot be read");
            }
        }
    }
}
