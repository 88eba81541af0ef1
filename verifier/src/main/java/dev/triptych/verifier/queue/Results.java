package dev.triptych.verifier.queue;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.ToLongFunction;

/** Results that were found before; the least recently used go first when there are too many bytes of them. */
final class Results<V> {
    private static final long OVERHEAD_BYTES = 500;

    private final long bytesMax;
    private final ToLongFunction<V> size;
    private final Map<Key, V> kept = new LinkedHashMap<>(16, 0.75f, true);
    private final ReentrantLock lock = new ReentrantLock();
    private long bytes;

    Results(long bytesMax, ToLongFunction<V> size) {
        this.bytesMax = bytesMax;
        this.size = size;
    }

    Optional<V> find(Key key) {
        lock.lock();
        try {
            return Optional.ofNullable(kept.get(key));
        } finally {
            lock.unlock();
        }
    }

    void keep(Key key, V value) {
        long added = bytesOf(value);
        if (added > bytesMax / 10) {
            return;
        }
        lock.lock();
        try {
            V before = kept.put(key, value);
            bytes += added - (before == null ? 0 : bytesOf(before));
            var oldest = kept.entrySet().iterator();
            while (bytes > bytesMax && oldest.hasNext()) {
                bytes -= bytesOf(oldest.next().getValue());
                oldest.remove();
            }
        } finally {
            lock.unlock();
        }
    }

    /** What the kept results take. */
    long bytes() {
        lock.lock();
        try {
            return bytes;
        } finally {
            lock.unlock();
        }
    }

    private long bytesOf(V value) {
        return OVERHEAD_BYTES + size.applyAsLong(value);
    }
}
