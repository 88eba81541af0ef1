package dev.triptych.factory.api;

import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/** Lets in who has the token. It stands before every resource, so that no path is open by mistake. */
@Singleton
public class TokenFilter {
    private static final Logger LOG = Logger.getLogger(TokenFilter.class);
    private static final String SCHEME = "Bearer ";

    /** Looked up at the first request: filters are made before there is configuration. */
    private final Instance<ApiConfig> config;

    @Inject
    TokenFilter(Instance<ApiConfig> config) {
        this.config = config;
    }

    @ServerRequestFilter(preMatching = true)
    public @Nullable Response letIn(HttpHeaders headers) {
        Optional<String> expected = config.get().tokenFile().flatMap(TokenFilter::token);
        String given = headers.getHeaderString(HttpHeaders.AUTHORIZATION);
        if (expected.isPresent()
                && given != null
                && given.startsWith(SCHEME)
                && same(given.substring(SCHEME.length()).strip(), expected.get())) {
            return null;
        }
        String message = expected.isEmpty()
                ? "the service has no token: set triptych.api.token-file to a file that holds one"
                : given == null
                        ? "send the header Authorization: Bearer <token>; the token is in the file that status names"
                        : "the token is not right";
        return Problem.of("UNAUTHORIZED", message).response(Response.Status.UNAUTHORIZED);
    }

    private static Optional<String> token(Path file) {
        try {
            return Optional.of(Files.readString(file).strip()).filter(token -> !token.isEmpty());
        } catch (IOException e) {
            LOG.warnf("token file cannot be read path=%s error=%s", file, e.getMessage());
            return Optional.empty();
        }
    }

    /** Takes the same time whatever the token begins with. */
    private static boolean same(String given, String expected) {
        return MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8));
    }
}
