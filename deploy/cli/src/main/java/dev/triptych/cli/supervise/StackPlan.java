package dev.triptych.cli.supervise;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a stack consists of; written by {@code up}, read by the supervisor and by every other command.
 *
 * @param instance drawn anew by each {@code up} that starts from nothing; marks the stack's processes
 * @param services in the order in which they are started
 * @param urls where people find the API, Temporal's pages and the verifier
 * @param teacher the profile that runs use when they name none
 * @param parts what was asked for beside the default: {@code kafka}, {@code only verifier}
 * @param owner the process whose end ends the stack, or null when the stack is to stay
 */
public record StackPlan(
        String instance,
        List<ServicePlan> services,
        Map<String, String> urls,
        String teacher,
        List<String> parts,
        @Nullable ProcessIdentity owner) {

    public StackPlan {
        services = List.copyOf(services);
        urls = Map.copyOf(urls);
        parts = List.copyOf(parts);
    }

    /** The service with this name. */
    public Optional<ServicePlan> service(String name) {
        return services.stream().filter(service -> service.name().equals(name)).findFirst();
    }
}
