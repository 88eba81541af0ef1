package dev.triptych.verifier;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** What operators see of the supervisors and their warm interpreters. */
@Startup
@Singleton
public class SandboxMetrics {
    @Inject
    public SandboxMetrics(Verifier verifier, MeterRegistry metrics) {
        FunctionCounter.builder("triptych.verifier.supervisor.restarts", verifier, Verifier::restarts)
                .description("supervisors that were gone and were started again")
                .register(metrics);
        Gauge.builder("triptych.verifier.compiled.bytes", verifier, Verifier::compiledBytes)
                .description("memory that compiled programs take")
                .register(metrics);
        Gauge.builder("triptych.verifier.zygote.age", verifier, one -> one.oldestZygote()
                        .toSeconds())
                .description("age of the oldest warm interpreter")
                .baseUnit("seconds")
                .register(metrics);
    }
}
