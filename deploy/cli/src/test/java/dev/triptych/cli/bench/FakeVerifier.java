package dev.triptych.cli.bench;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;

/** Answers like a verifier, without running anything. */
final class FakeVerifier implements AutoCloseable {
    private final HttpServer server;

    /** @param replies from a request's body to the reply's */
    FakeVerifier(UnaryOperator<String> replies) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/verify", exchange -> {
            String request = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            byte[] reply = replies.apply(request).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, reply.length);
            exchange.getResponseBody().write(reply);
            exchange.close();
        });
        server.start();
    }

    /** The reply of a verifier that sees what is wrong in the rows' programs. */
    static String rightly(String request) {
        boolean wrong = request.contains("[SALT] + result") || request.contains("max(values)");
        return "{\"verdict\":\"" + (wrong ? "WA" : "AC") + "\",\"assurance\":\"outside\",\"isolation\":\"full\"}";
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
