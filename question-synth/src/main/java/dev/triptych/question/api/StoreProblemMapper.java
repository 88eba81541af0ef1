package dev.triptych.question.api;

import dev.triptych.contracts.ErrorCode;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.JdbiException;

/** The store cannot be used: 503, and the call may be repeated as it was. */
@Provider
public class StoreProblemMapper implements ExceptionMapper<JdbiException> {
    private static final Logger LOG = Logger.getLogger(StoreProblemMapper.class);
    private static final int SERVICE_UNAVAILABLE = 503;

    @Override
    public Response toResponse(JdbiException failure) {
        LOG.warnf("store cannot be used cause=%s", failure.getMessage());
        return Problem.response(
                SERVICE_UNAVAILABLE,
                ErrorCode.STORE_UNAVAILABLE.name(),
                "store: Postgres cannot be used now; repeat the call later");
    }
}
