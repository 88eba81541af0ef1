package dev.triptych.verifier;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Not ready until the self-test of the isolation has passed. */
@Readiness
@ApplicationScoped
public class SandboxReadiness implements HealthCheck {
    private final Verifier verifier;

    @Inject
    public SandboxReadiness(Verifier verifier) {
        this.verifier = verifier;
    }

    @Override
    public HealthCheckResponse call() {
        return verifier.failure()
                .map(step -> HealthCheckResponse.named("sandbox")
                        .down()
                        .withData("step", step)
                        .build())
                .orElseGet(() -> HealthCheckResponse.up("sandbox"));
    }
}
