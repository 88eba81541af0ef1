package dev.triptych.verifier.http;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/**
 * Does the many works of one request, a few at a time: the queue before the sandbox then holds only those few, and a
 * large request leaves room for small ones.
 */
public final class Batch {
    /** More than there are places, so that none is idle while the next work is prepared. */
    private static final int AHEAD = 2;

    private Batch() {}

    /**
     * Does the works 0 to {@code count - 1}; the first exception of one ends the whole when those under way have ended.
     *
     * @param places how many programs run at once
     */
    public static void each(int places, int count, IntConsumer work) {
        AtomicInteger next = new AtomicInteger();
        List<Future<?>> workers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < Math.min(count, places + AHEAD); i++) {
                workers.add(threads.submit(() -> {
                    int mine;
                    while ((mine = next.getAndIncrement()) < count) {
                        try {
                            work.accept(mine);
                        } catch (RuntimeException e) {
                            next.set(count);
                            throw e;
                        }
                    }
                }));
            }
        }
        for (Future<?> worker : workers) {
            try {
                worker.get();
            } catch (ExecutionException e) {
                if (e.getCause() instanceof RuntimeException cause) {
                    throw cause;
                }
                throw new IllegalStateException("a work broke", e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", e);
            }
        }
    }
}
