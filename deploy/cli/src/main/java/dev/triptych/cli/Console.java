package dev.triptych.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;

/** Where we print: results to standard output, what we are doing to standard error. */
public final class Console {
    private final PrintStream out;
    private final PrintStream err;
    private final boolean terminal;

    public Console(PrintStream out, PrintStream err, boolean terminal) {
        this.out = out;
        this.err = err;
        this.terminal = terminal;
    }

    /** The process's own streams; a terminal only if both ends are one. */
    public static Console ofProcess() {
        boolean terminal = System.console() != null && System.console().isTerminal();
        return new Console(System.out, System.err, terminal);
    }

    /** Whether a line may be redrawn in place. */
    public boolean terminal() {
        return terminal;
    }

    /** A line of the result. */
    public void print(String line) {
        out.println(line);
        out.flush();
    }

    /** A line about what is going on. */
    public void say(String line) {
        err.println(line);
        err.flush();
    }

    /** Redraws the current line; only for terminals. */
    public void redraw(String line) {
        err.print("\r\u001b[2K" + line);
        err.flush();
    }

    /** Runs a step that may take a while: announced before, closed with its duration. */
    public <T> T step(String what, Step<T> step) throws Exception {
        Instant start = Instant.now();
        if (terminal) {
            redraw("… " + what);
        }
        T result = step.run();
        Duration took = Duration.between(start, Instant.now());
        String line = String.format("✓ %s (%.1f s)", what, took.toMillis() / 1000.0);
        if (terminal) {
            redraw(line);
            err.println();
        } else {
            say(line);
        }
        return result;
    }

    /** The work of one announced step. */
    @FunctionalInterface
    public interface Step<T> {
        T run() throws Exception;
    }
}
