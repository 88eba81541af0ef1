package dev.triptych.store.schema;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/** Ready when Postgres answers and every schema of the service is migrated. */
@Readiness
@ApplicationScoped
public class SchemaReadiness implements HealthCheck {
    private static final String NAME = "database schema";

    private final Jdbi jdbi;
    private final ExpectedVersions expected =
            ExpectedVersions.onClassPath(Thread.currentThread().getContextClassLoader());

    @Inject
    SchemaReadiness(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    @Override
    public HealthCheckResponse call() {
        Optional<String> problem;
        try {
            problem = expected.problemIn(jdbi);
        } catch (JdbiException e) {
            problem = Optional.of("Postgres cannot be used: " + rootMessage(e));
        }
        return problem.map(text -> HealthCheckResponse.named(NAME)
                        .down()
                        .withData("problem", text)
                        .build())
                .orElseGet(() -> HealthCheckResponse.up(NAME));
    }

    private static String rootMessage(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }
}
