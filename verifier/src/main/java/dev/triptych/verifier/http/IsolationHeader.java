package dev.triptych.verifier.http;

import dev.triptych.verifier.Verifier;
import io.quarkus.vertx.http.runtime.filters.Filters;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Says with every reply, whatever its protocol and verdict, how programs are isolated. */
@Singleton
public class IsolationHeader {
    private static final String NAME = "Triptych-Isolation";
    private static final int PRIORITY = 200;

    private final Verifier verifier;

    @Inject
    public IsolationHeader(Verifier verifier) {
        this.verifier = verifier;
    }

    void install(@Observes Filters filters) {
        filters.register(
                exchange -> {
                    verifier.isolation().ifPresent(level -> exchange.response().putHeader(NAME, level));
                    exchange.next();
                },
                PRIORITY);
    }
}
