package dev.triptych.worker;

import com.uber.m3.tally.RootScopeBuilder;
import com.uber.m3.tally.Scope;
import dev.triptych.contracts.json.TriptychJson;
import io.micrometer.core.instrument.MeterRegistry;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.reporter.MicrometerClientStatsReporter;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;

/** The one connection and the one client of a process. Neither needs Temporal to be there when it is made. */
@Singleton
final class TemporalClients {
    private static final Duration METRICS_EVERY = Duration.ofSeconds(10);

    @Produces
    @Singleton
    WorkflowServiceStubs stubs(TemporalConfig config, MeterRegistry registry) {
        return WorkflowServiceStubs.newServiceStubs(WorkflowServiceStubsOptions.newBuilder()
                .setTarget(config.target())
                .setMetricsScope(scope(registry))
                .build());
    }

    void close(@Disposes WorkflowServiceStubs stubs) {
        stubs.shutdownNow();
    }

    @Produces
    @Singleton
    WorkflowClient client(WorkflowServiceStubs stubs, TemporalConfig config) {
        return WorkflowClient.newInstance(
                stubs,
                WorkflowClientOptions.newBuilder()
                        .setNamespace(config.namespace())
                        .setDataConverter(TriptychJson.dataConverter())
                        .build());
    }

    private static Scope scope(MeterRegistry registry) {
        return new RootScopeBuilder()
                .reporter(new MicrometerClientStatsReporter(registry))
                .reportEvery(com.uber.m3.util.Duration.ofMillis(METRICS_EVERY.toMillis()));
    }
}
