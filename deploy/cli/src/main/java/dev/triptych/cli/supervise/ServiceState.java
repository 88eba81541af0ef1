package dev.triptych.cli.supervise;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where one service stands.
 *
 * @param process who it is, null while it does not run
 * @param fruitlessStarts starts in a row that never became ready
 * @param restarts how often it was started again since the stack came up
 */
public record ServiceState(
        String name, Phase phase, @Nullable ProcessIdentity process, int fruitlessStarts, int restarts) {

    /** Where a service can be. */
    public enum Phase {
        /** Runs, and was not ready yet. */
        STARTING,
        READY,
        /** Runs and was ready, but is not now. */
        NOT_READY,
        /** Died, and is started again in a moment. */
        DOWN,
        /** Never became ready in as many starts as we allow; not started again until the next {@code up}. */
        GIVEN_UP
    }

    public Optional<ProcessIdentity> running() {
        return Optional.ofNullable(process).filter(ProcessIdentity::alive);
    }
}
