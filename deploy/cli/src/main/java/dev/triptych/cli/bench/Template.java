package dev.triptych.cli.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/**
 * A request of which nothing but a number changes. Cut into bytes once, so that the generator, which shares the
 * machine's cores with what it measures, spends next to nothing on making one.
 */
final class Template {
    /** Stands for the number in program, tests and cases. */
    static final String NUMBER = "@N@";

    private final List<byte[]> pieces;
    private final int fixedBytes;

    Template(ObjectNode body) {
        this.pieces = Stream.of(body.toString().split(NUMBER, -1))
                .map(piece -> piece.getBytes(StandardCharsets.UTF_8))
                .toList();
        this.fixedBytes = pieces.stream().mapToInt(piece -> piece.length).sum();
    }

    /** The whole HTTP request with this number. */
    byte[] request(String host, long number) {
        byte[] digits = Long.toString(number).getBytes(StandardCharsets.US_ASCII);
        int length = fixedBytes + digits.length * (pieces.size() - 1);
        byte[] head = ("POST /v1/verify HTTP/1.1\r\nHost: " + host
                        + "\r\nContent-Type: application/json\r\nContent-Length: " + length + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        ByteArrayOutputStream request = new ByteArrayOutputStream(head.length + length);
        request.writeBytes(head);
        request.writeBytes(pieces.getFirst());
        for (byte[] piece : pieces.subList(1, pieces.size())) {
            request.writeBytes(digits);
            request.writeBytes(piece);
        }
        return request.toByteArray();
    }
}
