package dev.triptych.teacher.client;

import dev.triptych.contracts.ErrorCode;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import jakarta.ws.rs.client.Entity;
import jakarta.ws.rs.client.Invocation;
import jakarta.ws.rs.client.WebTarget;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.resteasy.reactive.client.api.QuarkusRestClientProperties;

/** Teachers over HTTP, by the Quarkus REST client. Connections are kept per profile, as many as calls may be open. */
@Singleton
public class RestTeacherClient implements TeacherClient {
    /** Our own idle limit comes first; the library's is there in case it fails. */
    private static final Duration LIBRARY_LIMIT_LATER = Duration.ofSeconds(10);

    /** How often silence is looked for, and readers of slow replies see what has come. */
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);

    private final Clock clock;
    private final Map<String, Client> clients = new ConcurrentHashMap<>();
    private final Map<String, WebTarget> targets = new ConcurrentHashMap<>();
    private final Watch watch = new Watch(LOOK_EVERY);

    @Inject
    public RestTeacherClient() {
        this(Clock.systemUTC());
    }

    RestTeacherClient(Clock clock) {
        this.clock = clock;
    }

    @Override
    public CallResult send(Profile profile, Outgoing outgoing, String key, Abort abort, Runnable sending) {
        Optional<String> reason = abort.reason();
        if (reason.isPresent()) {
            return CallResult.Failed.unsent(profile, reason.get());
        }
        Optional<String> bearer;
        try {
            bearer = profile.key();
        } catch (IOException e) {
            return failed(
                    Received.NOTHING,
                    CallResult.Ending.REFUSED,
                    ErrorCode.TEACHER_UNAUTHORIZED,
                    "teacher " + profile.name() + ": the key file "
                            + profile.config().keyFile().orElseThrow() + " cannot be read");
        }
        try (Exchange exchange = new Exchange(profile, abort, watch, sending)) {
            ReplyReader reader =
                    new ReplyReader(() -> exchange.cameAt().orElseGet(clock::instant), outgoing.maxTokens());
            try {
                exchange.begin();
                var unused = request(profile, outgoing, key, bearer)
                        .property(Exchange.PROPERTY, exchange)
                        .async()
                        .post(Entity.entity(outgoing.body(), MediaType.APPLICATION_JSON), exchange);
                InputStream in = exchange.open();
                reader.read(in);
                if (!reader.cut()) {
                    exchange.readToEnd(in);
                }
                return ended(profile, reader);
            } catch (ExecutionException e) {
                return notOpened(profile, exchange, e.getCause() == null ? e : e.getCause(), bearer);
            } catch (TimeoutException e) {
                return stalled(profile, exchange, reader);
            } catch (ReplyReader.MalformedReplyException e) {
                return failed(
                        reader.received(),
                        CallResult.Ending.CUT,
                        e.code(),
                        "teacher " + profile.name() + ": " + e.getMessage());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return lost(profile, exchange, reader, "interrupted");
            } catch (IOException | RuntimeException e) {
                return brokeOff(profile, exchange, reader);
            }
        }
    }

    @PreDestroy
    void close() {
        watch.close();
        clients.values().forEach(Client::close);
    }

    private Invocation.Builder request(Profile profile, Outgoing outgoing, String key, Optional<String> bearer) {
        String base = profile.config().baseUrl().toString();
        String address =
                (base.endsWith("/") ? base : base + "/") + outgoing.endpoint().path();
        Client client = clients.computeIfAbsent(profile.name(), name -> client(profile));
        // A target copies the client's whole configuration when it is made.
        Invocation.Builder request = targets.computeIfAbsent(
                        profile.name() + " " + address, unused -> client.target(address))
                .request(
                        profile.config().streaming() ? MediaType.SERVER_SENT_EVENTS : MediaType.APPLICATION_JSON,
                        MediaType.APPLICATION_JSON)
                .header("Idempotency-Key", key);
        return bearer.map(secret -> request.header("Authorization", "Bearer " + secret))
                .orElse(request);
    }

    private static Client client(Profile profile) {
        TeachersConfig.ProfileConfig config = profile.config();
        return ClientBuilder.newBuilder()
                .connectTimeout(config.connectTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .readTimeout(config.idleTimeout().plus(LIBRARY_LIMIT_LATER).toMillis(), TimeUnit.MILLISECONDS)
                .property(QuarkusRestClientProperties.CONNECTION_POOL_SIZE, config.concurrency())
                .register(new Exchange.Filter())
                .register(new Exchange.LastLook())
                .build();
    }

    private static CallResult ended(Profile profile, ReplyReader reader) {
        if (reader.isEmpty()) {
            return failed(
                    reader.received(),
                    CallResult.Ending.CUT,
                    ErrorCode.TEACHER_MALFORMED_REPLY,
                    "teacher " + profile.name() + ": the reply has no choices");
        }
        return reader.finishReason()
                .<CallResult>map(reason -> new CallResult.Complete(reader.received(), reason))
                .orElseGet(() -> failed(
                        reader.received(),
                        CallResult.Ending.CUT,
                        ErrorCode.TEACHER_UNREACHABLE,
                        "teacher " + profile.name() + ": the reply broke off"));
    }

    private CallResult notOpened(Profile profile, Exchange exchange, Throwable cause, Optional<String> bearer) {
        if (cause instanceof WebApplicationException refusal) {
            return Refusals.of(profile, refusal.getResponse(), body(refusal), bearer, clock.instant());
        }
        if (exchange.ending() == Exchange.Ending.NONE && !exchange.isSent()) {
            // No address, no route, nobody listens, no TLS: whatever it was, nothing was sent, so nothing is billed.
            return failed(
                    Received.NOTHING,
                    CallResult.Ending.REFUSED,
                    ErrorCode.TEACHER_UNREACHABLE,
                    "teacher " + profile.name() + ": " + profile.config().baseUrl() + " does not take connections: "
                            + root(cause).getClass().getSimpleName());
        }
        return brokeOff(profile, exchange, new ReplyReader(clock::instant, 1));
    }

    private static Throwable root(Throwable failure) {
        Throwable cause = failure.getCause();
        return failure instanceof ProcessingException && cause != null ? cause : failure;
    }

    private static String body(WebApplicationException refusal) {
        try {
            String body = refusal.getResponse().readEntity(String.class);
            return body == null ? "" : body;
        } catch (RuntimeException e) {
            // The status says enough.
            return "";
        }
    }

    private static CallResult brokeOff(Profile profile, Exchange exchange, ReplyReader reader) {
        return switch (exchange.ending()) {
            case STALLED -> stalled(profile, exchange, reader);
            case ABORTED -> lost(profile, exchange, reader, exchange.abortReason());
            case NONE ->
                Thread.currentThread().isInterrupted()
                        ? lost(profile, exchange, reader, "interrupted")
                        : failed(
                                reader.received(),
                                exchange.isSent() ? CallResult.Ending.CUT : CallResult.Ending.REFUSED,
                                ErrorCode.TEACHER_UNREACHABLE,
                                "teacher " + profile.name() + ": the connection broke");
        };
    }

    private static CallResult stalled(Profile profile, Exchange exchange, ReplyReader reader) {
        return failed(
                reader.received(),
                exchange.isSent() ? CallResult.Ending.CUT : CallResult.Ending.REFUSED,
                ErrorCode.TEACHER_STALLED,
                "teacher " + profile.name() + ": no byte for "
                        + profile.config().idleTimeout() + ", or the call took longer than "
                        + profile.config().timeMax());
    }

    private static CallResult lost(Profile profile, Exchange exchange, ReplyReader reader, String reason) {
        if (!exchange.isSent()) {
            return CallResult.Failed.unsent(profile, reason);
        }
        return failed(
                reader.received(),
                CallResult.Ending.LOST,
                ErrorCode.INTERNAL,
                "teacher " + profile.name() + ": the call was given up: " + reason);
    }

    private static CallResult.Failed failed(
            Received received, CallResult.Ending ending, ErrorCode code, String message) {
        return new CallResult.Failed(received, ending, code, message, Optional.empty());
    }
}
