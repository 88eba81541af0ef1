package dev.triptych.verifier.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/** What all protocols have in common on the wire. */
public final class Exchange {
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

    /** A reply in JSON. */
    public static Response json(int status, JsonNode reply) {
        return Response.status(status)
                .entity(Json.bytes(reply))
                .type(MediaType.APPLICATION_JSON_TYPE)
                .build();
    }

    /** One line that says what went wrong on our side. */
    public static String reason(Throwable e) {
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
