package dev.triptych.verifier.program;

import dev.triptych.verifier.sandbox.Jail;
import dev.triptych.verifier.sandbox.Run;
import dev.triptych.verifier.sandbox.StopException;
import java.util.List;
import java.util.Map;

/**
 * A program that is run again and again: each time in a new process with fresh folders, under limits of its own. What
 * hits a limit takes the jail with it; the next time has a new one.
 */
public interface Prepared extends AutoCloseable {
    /**
     * What one run of the program did.
     *
     * @param exitCode minus the signal that ended it
     * @param files those of the wanted files that were there afterwards; the program's word
     */
    record Ended(int exitCode, Map<String, byte[]> files) {}

    /**
     * Runs it once.
     *
     * @throws StopException when a limit was hit or the jail was tampered with; {@link #last()} says what it had used
     */
    Ended run(byte[] stdin, List<String> arguments, List<String> wanted) throws StopException;

    /** The run that the program was last in: its usage. */
    Run last();

    /** Printed bytes of the last run. */
    Jail lastJail();

    @Override
    void close();
}
