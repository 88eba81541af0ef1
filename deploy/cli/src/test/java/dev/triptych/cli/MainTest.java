package dev.triptych.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
    @TempDir
    private Path folder;

    private final CapturedConsole captured = new CapturedConsole();

    private int run(String line) {
        Context context = new Context(TestHome.in(folder), captured.console());
        return Main.run(context, line.isBlank() ? new String[0] : line.split(" "));
    }

    /** It refuses what it does not know before anything is built. */
    @Test
    void theScriptThatStartsUsKnowsEveryCommand() throws Exception {
        String known = Files.readAllLines(Path.of("../../triptych")).stream()
                .filter(line -> line.startsWith("commands="))
                .findFirst()
                .orElseThrow();
        Set<String> commands =
                new TreeSet<>(List.of(known.replaceAll("^commands=\"|\"$", "").split(" ")));
        commands.remove("help");

        assertThat(commands)
                .containsExactlyInAnyOrderElementsOf(
                        Main.commands(new Context(TestHome.in(folder), captured.console())));
    }

    /** Every complaint about a line names this option. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "--help",
                "up -h",
                "run --help",
                "run start --help",
                "bench factory --help",
                "bench verifier --help",
                "seeds import --help",
                "verify --help",
                "demo --help",
                "prompt show --help",
                "budget --help"
            })
    void everyCommandHelps(String line) {
        assertThat(run(line)).isZero();
        assertThat(captured.said()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ''                                | Name a command
                    frobnicate                        | frobnicate
                    up --frob                         | --frob
                    up --with mysql                   | only kafka
                    up --only rewriter                | only the verifier
                    up --port workflows=99999         | between 1 and 65535
                    up --port mysql=1                 | temporal-ui
                    up --teacher-model m              | --teacher-url is missing
                    up --teacher-url ftp://h          | http://
                    up --teacher-url http://h/v1      | --teacher-model is missing
                    demo --triplets 0                 | at least 1
                    demo --triplets many              | many
                    run                               | start, list, show
                    run start --target five           | five
                    run start --budget much           | much
                    export                            | --out
                    seeds                             | import PATH
                    verify --solution /nowhere --tests /nowhere | /nowhere
                    verify --solution F               | --stdin-cases
                    verify --solution F --tests F --stdin-cases D | mutually exclusive
                    verify --solution F --stdin-cases /nowhere | /nowhere
                    verify --solution pom.xml --tests pom.xml --url ftp://h | http://host
                    verify --solution pom.xml --tests pom.xml --language cobol | python or cpp
                    bench                             | verifier
                    bench verifier --seconds 0        | between 1 and
                    bench verifier --rows fast        | pytest-split
                    bench verifier --soak 1           | between 2 and
                    bench verifier --json /nowhere/f  | /nowhere/f
                    bench verifier --url host         | http://host
                    bench factory --slow 0            | between 1 and
                    bench factory --teacher-url ftp://h | http://
                    bench factory --scenario X        | is unknown
                    test --only some                  | unit, integration, system or containers
                    """)
    void wrongUseIsOneLineThatNamesTheThingAndExitCodeTwo(String line, String named) {
        assertThat(run(line)).isEqualTo(CliException.USAGE);
        assertThat(captured.said()).contains(named).hasLineCount(1).doesNotContain("\tat ", "Exception");
    }

    @ParameterizedTest
    @CsvSource({"run list", "run show x", "migrate", "export x --out /tmp/x"})
    void withoutAStackTheWayOutIsNamedAndExitCodeIsThree(String line) {
        assertThat(run(line)).isEqualTo(CliException.ENVIRONMENT);
        assertThat(captured.said()).contains("./triptych up").hasLineCount(1);
    }

    @Test
    void downWithoutAStackIsFine() {
        assertThat(run("down")).isZero();
    }

    @Test
    void statusOfNothingIsValidJson() {
        assertThat(run("status --json")).isZero();
        assertThat(captured.printed()).contains("\"services\" : [ ]", "\"urls\"");
    }
}
