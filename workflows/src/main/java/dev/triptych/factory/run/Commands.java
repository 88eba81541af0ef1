package dev.triptych.factory.run;

import dev.triptych.contracts.ErrorCode;
import dev.triptych.contracts.factory.RetuneCommand;
import dev.triptych.contracts.factory.RunCommand;
import dev.triptych.contracts.factory.RunInput;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Workflow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is checked of commands and input, and how they are refused: as {@code INVALID_INPUT}, with every problem. */
final class Commands {
    private Commands() {}

    /** Who sends an update by hand need not name it: the update itself has an id. */
    static String requestId(@Nullable RunCommand command) {
        return command == null || command.requestId() == null
                ? Workflow.getCurrentUpdateInfo().orElseThrow().getUpdateId()
                : command.requestId();
    }

    /** The command without what it changes. */
    static RunCommand named(@Nullable RetuneCommand command) {
        return new RunCommand(command == null ? null : command.requestId());
    }

    static void check(@Nullable RunCommand command) {
        String id = command == null ? null : command.requestId();
        if (id != null && (id.isBlank() || id.length() > RunCommand.CHARS_MAX)) {
            throw refused("requestId: must be 1 to " + RunCommand.CHARS_MAX + " characters");
        }
    }

    /** What the run asks for when it is retuned so; without changes it only tries again what it waits for. */
    static RunInput.Valid retuned(RunInput request, @Nullable RetuneCommand command) {
        return switch (request.retuned(command == null ? null : command.changes())) {
            case RunInput.Valid valid -> valid;
            case RunInput.Invalid invalid -> throw refused(invalid.problems());
        };
    }

    static ApplicationFailure refused(List<String> problems) {
        return refused(String.join("; ", problems));
    }

    static ApplicationFailure refused(String message) {
        return ApplicationFailure.newNonRetryableFailure(message, ErrorCode.INVALID_INPUT.name());
    }
}
