package dev.triptych.cli.bench;

import dev.triptych.cli.Subprocess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The baselines: the function row's program and its asserts in an interpreter of their own, started for each program by
 * this process; bare, or in bubblewrap. Their exit code is all that is looked at.
 */
final class Bare implements Load.Clients {
    private static final String PROGRAM = Rows.FUNCTION + Rows.ASSERTS;
    private static final String WRONG = Rows.FUNCTION_WRONG + Rows.ASSERTS;

    private final List<String> command;

    private Bare(List<String> command) {
        this.command = command;
    }

    /** Without any isolation. */
    static Bare exec(Path python) {
        return new Bare(List.of(python.toString(), "-I", "-S", "-c"));
    }

    /** In namespaces of its own with a read-only root; empty when bubblewrap is not installed. */
    static Optional<Bare> bubblewrap(Path python) {
        return Subprocess.onPath("bwrap").map(bwrap -> {
            List<String> command = new ArrayList<>(List.of(bwrap.toString(), "--unshare-all", "--die-with-parent"));
            command.addAll(List.of("--new-session", "--cap-drop", "ALL", "--ro-bind", "/", "/", "--proc", "/proc"));
            // Not on /tmp, below which the interpreter itself may lie.
            command.addAll(List.of("--dev", "/dev", "--tmpfs", "/var/tmp"));
            command.addAll(List.of(python.toString(), "-I", "-S", "-c"));
            return new Bare(command);
        });
    }

    @Override
    public Load.Client open() {
        return number -> {
            List<String> whole = new ArrayList<>(command);
            whole.add((Row.isWrong(number) ? WRONG : PROGRAM).replace(Template.NUMBER, Long.toString(number)));
            int due = Row.isWrong(number) ? 1 : 0;
            try {
                Process process = new ProcessBuilder(whole)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
                int exit = process.waitFor();
                return exit == due ? Optional.empty() : Optional.of(command.getFirst() + " ended with " + exit);
            } catch (IOException e) {
                return Optional.of(command.getFirst() + " does not start: " + e.getMessage());
            }
        };
    }
}
