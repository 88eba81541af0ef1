package dev.triptych.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triptych.contracts.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PromptCommandTest {
    private static final String TEXT = "You solve.\n---\nSolve {{question}} as {{signature}}.\n";

    @TempDir
    private Path folder;

    private final CapturedConsole captured = new CapturedConsole();

    @BeforeEach
    void aPrompt() throws IOException {
        Path prompt = TestHome.in(folder).root().resolve("solver/src/main/resources/prompts/solution/solve.md");
        Files.createDirectories(prompt.getParent());
        Files.writeString(prompt, TEXT);
    }

    private int run(String... line) {
        return Main.run(new Context(TestHome.in(folder), captured.console()), line);
    }

    @Test
    void listsEveryPromptWithItsHash() {
        assertThat(run("prompt", "list")).isZero();
        assertThat(captured.printed())
                .contains("solution/solve", Sha256.of(TEXT).hex());
    }

    @Test
    void showsAPromptAsItIsSent() {
        assertThat(run("prompt", "show", "solution/solve", "--set", "question=$1 and {{signature}}"))
                .isZero();
        assertThat(captured.printed())
                .contains(Sha256.of(TEXT).hex())
                .contains("--- system", "You solve.", "--- user")
                .contains("Solve $1 and {{signature}} as {{signature}}.");
    }

    @Test
    void namesThePromptsThereAre() {
        assertThat(run("prompt", "show", "solution/solv")).isEqualTo(CliException.USAGE);
        assertThat(captured.said()).contains("There is no prompt solution/solv; there are solution/solve");
    }

    @Test
    void namesAPlaceholderThatThePromptDoesNotHave() {
        assertThat(run("prompt", "show", "solution/solve", "--set", "answer=42"))
                .isEqualTo(CliException.USAGE);
        assertThat(captured.said()).contains("has no placeholder answer");
    }

    @Test
    void printsNothingWhereAFileCannotBeRead() {
        assertThat(run("prompt", "show", "solution/solve", "--set", "question=@/nowhere"))
                .isEqualTo(CliException.USAGE);
        assertThat(captured.said()).contains("--set question=@/nowhere: the file cannot be read");
        assertThat(captured.printed()).isEmpty();
    }
}
