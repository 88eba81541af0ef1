package dev.triptych.worker;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.temporal.client.WorkflowClient;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ties the {@link Workers} to the life of the service, and tells whether they can work. */
@Singleton
@Readiness
final class WorkersInQuarkus implements HealthCheck {
    private final Workers workers;

    @Inject
    WorkersInQuarkus(WorkflowClient client, @Any Instance<WorkerSpec> specs, TemporalConfig config) {
        workers = new Workers(client, specs.stream().toList(), config);
    }

    void start(@Observes StartupEvent event) {
        workers.start();
    }

    void stop(@Observes ShutdownEvent event) {
        workers.close();
    }

    @Override
    public HealthCheckResponse call() {
        String trouble = workers.trouble();
        return trouble.isEmpty()
                ? HealthCheckResponse.up("temporal")
                : HealthCheckResponse.named("temporal")
                        .down()
                        .withData("cause", trouble)
                        .build();
    }
}
