package dev.triptych.verifier.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.triptych.verifier.sandbox.CancelledException;
import dev.triptych.verifier.sandbox.OverloadedException;
import dev.triptych.verifier.sandbox.SandboxException;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** What all protocols have in common on the wire. */
public final class Exchange {
    private static final Logger LOG = Logger.getLogger(Exchange.class);
    private static final String GONE = "triptych.gone";
    private static final int REASON_CHARS_MAX = 500;

    private Exchange() {}

    /** Watches the client's connection from now on, and does {@code then} when it closes. */
    static void watch(RoutingContext exchange, Runnable then) {
        AtomicBoolean gone = new AtomicBoolean();
        exchange.put(GONE, gone);
        exchange.request().connection().closeHandler(_ -> {
            gone.set(true);
            then.run();
        });
    }

    /** Whether the client has closed its connection; its work is then cancelled. */
    public static BooleanSupplier goneAway(RoutingContext exchange) {
        AtomicBoolean gone = exchange.get(GONE);
        return gone == null ? () -> false : gone::get;
    }

    /** What a protocol answers where there is no result; each reason is one line. */
    public interface Words {
        /** The request makes no sense. */
        Response refused(BadRequestException e);

        /** Ask again later. */
        Response overloaded(String reason);

        /** Our fault: says nothing about the program. */
        Response failed(String reason);

        /** Whoever asked does not wait any more; nobody reads it. */
        Response gone();
    }

    /** What {@code work} answers, or the protocol's words for why it does not. */
    public static Response answered(Words words, Supplier<Response> work) {
        try {
            return tried(work, words::overloaded, words::failed);
        } catch (BadRequestException e) {
            return words.refused(e);
        } catch (CancelledException e) {
            return words.gone();
        }
    }

    /** One of several works of a request: what is wrong with all of them is still thrown. */
    public static <T> T tried(Supplier<T> work, Function<String, T> overloaded, Function<String, T> failed) {
        try {
            return work.get();
        } catch (OverloadedException e) {
            return overloaded.apply(reason(e));
        } catch (SandboxException e) {
            LOG.errorf("a run failed by our fault: reason=%s", reason(e));
            return failed.apply(reason(e));
        }
    }

    /** A reply in JSON. */
    public static Response json(int status, JsonNode reply) {
        return Response.status(status)
                .entity(Json.bytes(reply))
                .type(MediaType.APPLICATION_JSON_TYPE)
                .build();
    }

    private static String reason(Throwable e) {
        String line = List.of(String.valueOf(e.getMessage()).split("\n")).getFirst();
        return line.length() <= REASON_CHARS_MAX ? line : line.substring(0, REASON_CHARS_MAX);
    }

    /** Printed bytes as text; what is no UTF-8 is replaced. */
    public static String text(byte[] printed) {
        return new String(printed, StandardCharsets.UTF_8);
    }

    /** Whether {@link #text} shows the bytes as they are. */
    public static boolean isText(byte[] printed) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(printed));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
