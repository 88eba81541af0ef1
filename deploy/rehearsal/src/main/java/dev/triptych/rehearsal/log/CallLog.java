package dev.triptych.rehearsal.log;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.triptych.rehearsal.reply.Truth;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the teacher did, a JSON line per ended call. A full reply is written <em>before</em> its last bytes are sent (and
 * taken back when they cannot be sent), so that a kill never forgets a reply that a client has; at worst one is counted
 * that nobody read to its end.
 */
public final class CallLog implements AutoCloseable {
    /** A message that went out, by the SHA-256 of its content. */
    public record Sent(String sha256, Truth truth, boolean recognised) {}

    /** A call that had a slot. */
    public record Held(String key, Instant startedAt, Instant endedAt) {
        long nanoseconds() {
            return Duration.between(startedAt, endedAt).toNanos();
        }
    }

    /** How often a key was answered in full. */
    public record Answered(String key, int fullReplies, Instant firstReplyEndedAt) {}

    /** Sums since the log began. */
    public record Sums(
            long calls,
            long completed,
            long unrecognised,
            long refused429,
            double busySlotSeconds,
            @Nullable Instant firstCallAt,
            @Nullable Instant lastReplyAt) {}

    /** What a line of the file has. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    private record Line(String event, String key, String startedAt, String endedAt, List<Sent> replies) {}

    private final ObjectMapper json;
    private final @Nullable FileChannel file;
    private final Map<String, Truth> truths = new HashMap<>();
    private final TreeMap<String, Answered> answered = new TreeMap<>();
    private long calls;
    private long completed;
    private long unrecognised;
    private long refused;
    private long busyNanoseconds;
    private @Nullable Instant firstCallAt;
    private @Nullable Instant lastReplyAt;

    private CallLog(ObjectMapper json, @Nullable FileChannel file) {
        this.json = json;
        this.file = file;
    }

    /** A log that ends with the process. */
    public static CallLog inMemory(ObjectMapper json) {
        return new CallLog(json, null);
    }

    /** Reads what is there and appends from then on. A line that a kill cut in two is passed over. */
    public static CallLog open(ObjectMapper json, Path path) {
        try {
            Path parent = path.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            CallLog log = new CallLog(
                    json,
                    FileChannel.open(
                            path, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND));
            try (Stream<String> lines = Files.lines(path)) {
                lines.forEach(log::replay);
            }
            if (Files.size(path) > 0) {
                log.append(new byte[0]);
            }
            return log;
        } catch (IOException e) {
            throw new UncheckedIOException("triptych.rehearsal.log-file: cannot be read and appended to: " + path, e);
        }
    }

    /** To be called before the last bytes of a full reply go out. */
    public synchronized void full(Held held, List<Sent> replies) {
        append("reply", held, replies);
        countFull(held, replies);
    }

    /** The last bytes of that reply could not be sent after all. */
    public synchronized void notFull(Held held) {
        append("void", held, List.of());
        countVoid(held);
    }

    /** A call that ended without a full reply: the client went away, or a fault was played. */
    public synchronized void cut(Held held) {
        append("cut", held, List.of());
        countCut(held);
    }

    /** A call that was refused with 429. */
    public synchronized void refused(String key, Instant at) {
        Held held = new Held(key, at, at);
        append("refused", held, List.of());
        countRefused(held);
    }

    /** So that the truth of a reply is known as soon as its first byte is out; the first to say it is right. */
    public synchronized void say(Sent reply) {
        truths.putIfAbsent(reply.sha256(), reply.truth());
    }

    public synchronized Optional<Truth> truth(String sha256) {
        return Optional.ofNullable(truths.get(sha256));
    }

    public synchronized List<Answered> answered(String prefix) {
        return answered.tailMap(prefix, true).values().stream()
                .takeWhile(slot -> slot.key().startsWith(prefix))
                .toList();
    }

    public synchronized Sums sums() {
        return new Sums(calls, completed, unrecognised, refused, busyNanoseconds / 1e9, firstCallAt, lastReplyAt);
    }

    @Override
    public void close() throws IOException {
        if (file != null) {
            file.close();
        }
    }

    private void append(String event, Held held, List<Sent> replies) {
        if (file == null) {
            return;
        }
        try {
            append(json.writeValueAsBytes(new Line(
                    event,
                    held.key(),
                    held.startedAt().toString(),
                    held.endedAt().toString(),
                    replies)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a line of the log cannot be written", e);
        }
    }

    private void append(byte[] line) {
        if (file == null) {
            return;
        }
        try {
            ByteBuffer bytes = ByteBuffer.allocate(line.length + 1)
                    .put(line)
                    .put((byte) '\n')
                    .flip();
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the log of replies cannot be written", e);
        }
    }

    private void replay(String line) {
        if (line.isEmpty()) {
            return;
        }
        try {
            count(json.readTree(line));
        } catch (JsonProcessingException e) {
            // The end of a line that was being written at a kill: its reply was not sent.
        }
    }

    private void count(JsonNode line) {
        Held held = new Held(
                line.path("key").asText(),
                Instant.parse(line.path("startedAt").asText()),
                Instant.parse(line.path("endedAt").asText()));
        switch (line.path("event").asText()) {
            case "reply" -> {
                List<Sent> replies = new ArrayList<>();
                line.path("replies").forEach(reply -> replies.add(sent(reply)));
                countFull(held, replies);
            }
            case "void" -> countVoid(held);
            case "cut" -> countCut(held);
            case "refused" -> countRefused(held);
            default -> throw new IllegalStateException("the log of replies has an unknown event");
        }
    }

    private Sent sent(JsonNode reply) {
        return new Sent(
                reply.path("sha256").asText(),
                json.convertValue(reply.path("truth"), Truth.class),
                reply.path("recognised").asBoolean());
    }

    private void countCall(Held held) {
        calls++;
        if (firstCallAt == null || held.startedAt().isBefore(firstCallAt)) {
            firstCallAt = held.startedAt();
        }
    }

    private void countFull(Held held, List<Sent> replies) {
        countCall(held);
        completed++;
        busyNanoseconds += held.nanoseconds();
        lastReplyAt = held.endedAt();
        answered.merge(
                held.key(),
                new Answered(held.key(), 1, held.endedAt()),
                (old, one) -> new Answered(old.key(), old.fullReplies() + 1, old.firstReplyEndedAt()));
        for (Sent reply : replies) {
            say(reply);
            if (!reply.recognised()) {
                unrecognised++;
            }
        }
    }

    private void countVoid(Held held) {
        completed--;
        answered.computeIfPresent(
                held.key(),
                (key, slot) -> slot.fullReplies() == 1
                        ? null
                        : new Answered(key, slot.fullReplies() - 1, slot.firstReplyEndedAt()));
    }

    private void countCut(Held held) {
        countCall(held);
        busyNanoseconds += held.nanoseconds();
    }

    private void countRefused(Held held) {
        countCall(held);
        refused++;
    }
}
