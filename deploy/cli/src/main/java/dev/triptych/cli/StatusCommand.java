package dev.triptych.cli;

import com.fasterxml.jackson.databind.SerializationFeature;
import dev.triptych.cli.stack.Stack;
import dev.triptych.cli.supervise.ProcessIdentity;
import dev.triptych.cli.supervise.ServicePlan;
import dev.triptych.cli.supervise.ServiceState;
import dev.triptych.cli.supervise.StackPlan;
import dev.triptych.cli.supervise.StackState;
import dev.triptych.cli.supervise.Supervisor;
import dev.triptych.contracts.json.TriptychJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Says what runs and where it is found. */
@Command(name = "status", description = "What runs, where, and how it is.")
final class StatusCommand implements Callable<Integer> {
    private final Context context;

    @Option(names = "--json", description = "As JSON, for programs")
    private boolean json;

    StatusCommand(Context context) {
        this.context = context;
    }

    /** The JSON form. */
    record Status(
            List<Service> services,
            Map<String, String> urls,
            @Nullable String tokenFile) {}

    /** One service; without a pid when it does not run. */
    record Service(String name, String url, @Nullable Long pid, String state) {}

    @Override
    public Integer call() throws Exception {
        Optional<StackPlan> plan = context.stack().plan();
        if (json) {
            Status status = plan.map(found -> status(context, found)).orElse(new Status(List.of(), Map.of(), null));
            context.console()
                    .print(TriptychJson.mapper()
                            .writer()
                            .with(SerializationFeature.INDENT_OUTPUT)
                            .writeValueAsString(status));
        } else if (plan.isPresent()) {
            print(context, plan.get());
        } else {
            context.console().print("Nothing is up: start it by ./triptych up");
        }
        return 0;
    }

    static Status status(Context context, StackPlan plan) {
        Stack stack = context.stack();
        Optional<StackState> state = stack.state();
        List<Service> services = new ArrayList<>();
        boolean supervised = state.filter(StackState::supervised).isPresent();
        services.add(new Service(
                Supervisor.SERVICE,
                "",
                state.map(StackState::supervisor)
                        .filter(ProcessIdentity::alive)
                        .map(ProcessIdentity::pid)
                        .orElse(null),
                supervised ? "ready" : "dead: ./triptych up starts a new one"));
        for (ServicePlan service : plan.services()) {
            services.add(service(service, state.flatMap(found -> found.service(service.name()))));
        }
        return new Status(
                services, new TreeMap<>(plan.urls()), context.home().tokenFile().toString());
    }

    private static Service service(ServicePlan plan, Optional<ServiceState> state) {
        Long pid =
                state.flatMap(ServiceState::running).map(ProcessIdentity::pid).orElse(null);
        String words = state.map(
                        found -> found.phase().name().toLowerCase(Locale.ROOT).replace('_', ' '))
                .orElse("not started");
        return new Service(plan.name(), plan.url(), pid, pid == null && words.equals("ready") ? "down" : words);
    }

    static void print(Context context, StackPlan plan) {
        Status status = status(context, plan);
        Console console = context.console();
        for (Service service : status.services()) {
            console.print(String.format(
                    "%-15s %-10s %8s  %s",
                    service.name(), service.state(), service.pid() == null ? "-" : service.pid(), service.url()));
        }
        status.urls().forEach((name, url) -> console.print(String.format("%-15s %s", name + " URL", url)));
        console.print(String.format("%-15s %s", "token file", status.tokenFile()));
    }
}
