package dev.triptych.cli;

/** An end that the user can do something about: one line that names the thing and the way out, and the exit code. */
public final class CliException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The run fell short of what was asked, or did not reconcile. */
    public static final int FELL_SHORT = 1;

    /** The command line or an input is wrong. */
    public static final int USAGE = 2;

    /** The machine lacks something, or does not let us. */
    public static final int ENVIRONMENT = 3;

    private final int exitCode;

    private CliException(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    public static CliException fellShort(String message) {
        return new CliException(FELL_SHORT, message);
    }

    public static CliException usage(String message) {
        return new CliException(USAGE, message);
    }

    public static CliException environment(String message) {
        return new CliException(ENVIRONMENT, message);
    }

    /** The line for the user. */
    public String line() {
        return String.valueOf(getMessage());
    }

    public int exitCode() {
        return exitCode;
    }
}
