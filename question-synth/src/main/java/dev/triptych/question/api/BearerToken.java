package dev.triptych.question.api;

import jakarta.inject.Inject;
import jakarta.inject.Provider;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lets a call to the API through only with the token. */
@jakarta.ws.rs.ext.Provider
public class BearerToken implements ContainerRequestFilter {
    private static final String SCHEME = "Bearer ";
    private static final int UNAUTHORIZED = 401;

    /** Looked up at a call: filters are made before the configuration of the running service is there. */
    private final Provider<ApiConfig> config;

    @Inject
    BearerToken(Provider<ApiConfig> config) {
        this.config = config;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        refusal(request.getHeaderString(HttpHeaders.AUTHORIZATION))
                .ifPresent(problem -> request.abortWith(Problem.response(UNAUTHORIZED, "UNAUTHORIZED", problem)));
    }

    Optional<String> refusal(@Nullable String authorization) {
        if (authorization == null || !authorization.startsWith(SCHEME)) {
            return Optional.of("authorization: send the header Authorization: Bearer <token>");
        }
        Optional<byte[]> expected = config.get().tokenFile().flatMap(BearerToken::token);
        if (expected.isEmpty()) {
            return Optional.of("authorization: this service has no token; see triptych.api.token-file");
        }
        byte[] given = authorization.substring(SCHEME.length()).strip().getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(given, expected.get())
                ? Optional.empty()
                : Optional.of("authorization: the token is not the one of triptych.api.token-file");
    }

    /** Empty also for an empty file: an empty token must never open anything. */
    private static Optional<byte[]> token(Path file) {
        try {
            String token = Files.readString(file).strip();
            return token.isEmpty() ? Optional.empty() : Optional.of(token.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
