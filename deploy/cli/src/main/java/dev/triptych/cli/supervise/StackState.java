package dev.triptych.cli.supervise;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What runs; written by the supervisor only. */
public record StackState(String instance, @Nullable ProcessIdentity supervisor, List<ServiceState> services) {

    public StackState {
        services = List.copyOf(services);
    }

    public Optional<ServiceState> service(String name) {
        return services.stream().filter(service -> service.name().equals(name)).findFirst();
    }

    public boolean supervised() {
        return supervisor != null && supervisor.alive();
    }

    /** Whether any process of it runs, supervisor included. */
    public boolean anythingRuns() {
        return supervised()
                || services.stream().anyMatch(service -> service.running().isPresent());
    }
}
