package dev.triptych.cli.supervise;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one service is run.
 *
 * @param name how people call it; also the name of its log
 * @param command started in a session of its own
 * @param url where people find it
 * @param ready what says that it serves: {@code http://…} answers 200, or {@code tcp://host:port} accepts
 * @param tier services of a higher tier are stopped first; those of one tier together
 * @param pidFile set when the command only starts the service and ends: its pid is this file's first line
 * @param stopCommand how it is stopped, empty for SIGTERM
 */
public record ServicePlan(
        String name,
        List<String> command,
        String url,
        String ready,
        int tier,
        @Nullable String pidFile,
        List<String> stopCommand) {

    public ServicePlan {
        command = List.copyOf(command);
        stopCommand = List.copyOf(stopCommand);
    }

    /** A command that stays and is stopped by SIGTERM. */
    public static ServicePlan process(String name, List<String> command, String url, String ready, int tier) {
        return new ServicePlan(name, command, url, ready, tier, null, List.of());
    }
}
