package dev.triptych.factory.run;

import dev.triptych.contracts.factory.CarriedRun;
import dev.triptych.contracts.factory.CommandResult;
import dev.triptych.contracts.factory.RunStatus;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/** The commands that were applied, so that a repeat is answered as the first time. */
final class AnsweredCommands {
    private final SequencedMap<String, CommandResult> answered = new LinkedHashMap<>();
    private int applied;

    /** Goes on where the last execution ended. */
    void resume(CarriedRun carried) {
        carried.answered().forEach(result -> answered.put(key(result.command(), result.requestId()), result));
        applied = carried.commands();
    }

    /** What the same command did before, if it was applied. */
    Optional<CommandResult> find(String name, String requestId) {
        return Optional.ofNullable(answered.get(key(name, requestId)));
    }

    /** Takes note of a command that was applied just now. */
    CommandResult applied(String name, String requestId, RunStatus now) {
        applied++;
        CommandResult result = new CommandResult(name, requestId, now, applied);
        answered.put(key(name, requestId), result);
        while (answered.size() > CarriedRun.ANSWERED_MAX) {
            answered.pollFirstEntry();
        }
        return result;
    }

    private static String key(String name, String requestId) {
        return name + "/" + requestId;
    }

    /** How many were applied. */
    int count() {
        return applied;
    }

    /** The last of them, oldest first. */
    List<CommandResult> results() {
        return List.copyOf(answered.values());
    }
}
