package dev.triptych.cli.bench;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/** One keep-alive connection: writes prepared bytes, reads a reply with a Content-Length. Cheaper than any client. */
final class Connection implements Closeable {
    private static final int CONNECT_MILLIS_MAX = 5_000;
    /** Longer than the longest limits that a row asks for. */
    private static final int SILENCE_MILLIS_MAX = 120_000;

    private static final int HEAD_BYTES_MAX = 16_384;
    private static final int BODY_BYTES_MAX = 64 << 20;
    private static final int HTTP_PORT = 80;

    private final Socket socket = new Socket();
    private final InputStream in;
    private final OutputStream out;
    private byte[] buffer = new byte[HEAD_BYTES_MAX];
    private int filled;

    /** @param body what was said, as it came */
    record Reply(int status, String body) {}

    Connection(URI service) throws IOException {
        int port = service.getPort() < 0 ? HTTP_PORT : service.getPort();
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(SILENCE_MILLIS_MAX);
        socket.connect(new InetSocketAddress(service.getHost(), port), CONNECT_MILLIS_MAX);
        in = socket.getInputStream();
        out = socket.getOutputStream();
    }

    Reply exchange(byte[] request) throws IOException {
        out.write(request);
        filled = 0;
        int headEnd = head();
        String head = new String(buffer, 0, headEnd, StandardCharsets.ISO_8859_1);
        int length = contentLength(head);
        int end = headEnd + length;
        if (end > buffer.length) {
            buffer = Arrays.copyOf(buffer, end);
        }
        while (filled < end) {
            fill();
        }
        int status = Integer.parseInt(head.substring(9, 12));
        return new Reply(status, new String(buffer, headEnd, length, StandardCharsets.UTF_8));
    }

    private int head() throws IOException {
        int looked = 0;
        while (true) {
            fill();
            for (int i = Math.max(3, looked); i < filled; i++) {
                if (buffer[i] == '\n' && buffer[i - 1] == '\r' && buffer[i - 2] == '\n') {
                    return i + 1;
                }
            }
            looked = filled;
            if (filled == buffer.length) {
                throw new IOException("a reply with an endless head");
            }
        }
    }

    private void fill() throws IOException {
        int read = in.read(buffer, filled, buffer.length - filled);
        if (read < 0) {
            throw new EOFException("the service closed the connection");
        }
        filled += read;
    }

    private static int contentLength(String head) throws IOException {
        String name = "\ncontent-length:";
        int at = head.toLowerCase(Locale.ROOT).indexOf(name);
        if (at < 0) {
            throw new IOException("a reply without Content-Length");
        }
        int length = Integer.parseInt(
                head.substring(at + name.length(), head.indexOf('\r', at)).strip());
        if (length < 0 || length > BODY_BYTES_MAX) {
            throw new IOException("a reply of " + length + " bytes");
        }
        return length;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
