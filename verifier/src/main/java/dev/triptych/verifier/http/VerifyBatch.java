package dev.triptych.verifier.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/** A request for many judgements: read as one body, answered line by line as they come, each with its index. */
final class VerifyBatch {
    private static final int REQUESTS_MAX = 1_000;

    private VerifyBatch() {}

    /** The requests: a list, or an object whose field {@code requests} is one. */
    static List<JsonNode> read(InputStream body) {
        JsonNode json = Json.read(body);
        JsonNode list = json.isObject() ? json.path("requests") : json;
        if (!list.isArray() || list.isEmpty() || list.size() > REQUESTS_MAX) {
            throw new BadRequestException("requests", "must be a list of 1 to " + REQUESTS_MAX);
        }
        List<JsonNode> requests = new ArrayList<>(list.size());
        list.forEach(requests::add);
        return requests;
    }

    /** Writes whole lines, whoever comes first. */
    static final class Lines {
        private final OutputStream out;
        private final ReentrantLock lock = new ReentrantLock();

        Lines(OutputStream out) {
            this.out = out;
        }

        void write(int index, ObjectNode fields) {
            ObjectNode line = Json.object().put("index", index);
            line.setAll(fields);
            byte[] bytes = Json.bytes(line);
            lock.lock();
            try {
                out.write(bytes);
                out.write('\n');
                out.flush();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } finally {
                lock.unlock();
            }
        }
    }
}
