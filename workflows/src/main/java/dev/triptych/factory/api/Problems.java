package dev.triptych.factory.api;

import dev.triptych.contracts.ErrorCode;
import dev.triptych.factory.temporal.TemporalUnavailable;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jdbi.v3.core.JdbiException;

/** Turns what went wrong into one clear line. */
public class Problems {
    private static final Logger LOG = Logger.getLogger(Problems.class);

    @ServerExceptionMapper
    public Response refused(Refusal refusal) {
        return refusal.problem().response(refusal.status());
    }

    @ServerExceptionMapper
    public Response temporal(TemporalUnavailable e) {
        return Problem.of("TEMPORAL_UNAVAILABLE", e.getMessage() + "; the same request may be sent again")
                .response(Response.Status.SERVICE_UNAVAILABLE);
    }

    @ServerExceptionMapper
    public Response store(JdbiException e) {
        return connectionLost(e)
                ? Problem.of(
                                ErrorCode.STORE_UNAVAILABLE.name(),
                                "Postgres cannot be reached; the same request may be sent again")
                        .response(Response.Status.SERVICE_UNAVAILABLE)
                : unexpected(e);
    }

    @ServerExceptionMapper
    public Response protocol(WebApplicationException e) {
        Response.StatusType status = e.getResponse().getStatusInfo();
        return Problem.of(
                        status.getReasonPhrase()
                                .toUpperCase(java.util.Locale.ROOT)
                                .replace(' ', '_'),
                        status.getStatusCode() == 404
                                ? "there is nothing at this path"
                                : String.valueOf(e.getMessage()))
                .response(Response.Status.fromStatusCode(status.getStatusCode()));
    }

    @ServerExceptionMapper
    public Response unexpected(RuntimeException e) {
        String mark = UUID.randomUUID().toString();
        LOG.errorf(e, "request failed mark=%s", mark);
        return Problem.of(ErrorCode.INTERNAL.name(), "unexpected; the service's log says more at mark " + mark)
                .response(Response.Status.INTERNAL_SERVER_ERROR);
    }

    /** SQLSTATE classes 08 (connection) and 57 (shutdown), and the pool's own failures, which have none. */
    private static boolean connectionLost(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLTransientException) {
                return true;
            }
            if (cause instanceof SQLException sql) {
                String state = sql.getSQLState();
                return state == null || state.startsWith("08") || state.startsWith("57");
            }
        }
        return false;
    }
}
