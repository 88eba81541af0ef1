package dev.triptych.teacher.client;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * The body of a reply as it comes. Everything that came before the connection broke is read before the failure is
 * told; the library's own stream drops it. It asks for one buffer at a time, so that a slow reader slows the sender.
 */
final class Body extends InputStream {
    /** Bytes, or why there are no more. */
    private record Piece(byte[] bytes, @Nullable Throwable failure) {
        static final Piece END = new Piece(new byte[0], null);
    }

    private final HttpClientResponse response;
    private final Context context;
    private final BlockingQueue<Piece> pieces = new LinkedBlockingQueue<>();
    private byte[] current = {};
    private int position;
    private @Nullable Piece last;

    /**
     * To be made where the head of the reply is handled, before any of its body is.
     *
     * @param context the one that handles this response
     */
    Body(HttpClientResponse response, Context context) {
        this.response = response;
        this.context = context;
        response.pause();
        response.handler(this::came);
        response.endHandler(ignored -> pieces.add(Piece.END));
        response.exceptionHandler(this::broke);
        response.fetch(1);
    }

    @Override
    public int read() throws IOException {
        byte[] octet = new byte[1];
        return read(octet, 0, 1) < 0 ? -1 : octet[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        while (position == current.length) {
            if (last == null) {
                next();
            }
            if (last != null) {
                if (last.failure() != null) {
                    throw new IOException(last.failure());
                }
                return -1;
            }
        }
        int count = Math.min(length, current.length - position);
        System.arraycopy(current, position, target, offset, count);
        position += count;
        return count;
    }

    private void next() throws InterruptedIOException {
        try {
            Piece piece = pieces.take();
            if (piece.bytes().length == 0) {
                last = piece;
                return;
            }
            current = piece.bytes();
            position = 0;
            response.fetch(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
    }

    private void came(Buffer buffer) {
        if (buffer.length() > 0) {
            pieces.add(new Piece(buffer.getBytes(), null));
        } else {
            response.fetch(1);
        }
    }

    /** What the connection had received already is handed over first: the failure overtakes it. */
    private void broke(Throwable failure) {
        response.resume();
        context.runOnContext(ignored -> pieces.add(new Piece(new byte[0], failure)));
    }
}
