package dev.triptych.verifier.factory;

import dev.triptych.verifier.sandbox.CancelledException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** Does many things, some at once. When one fails or the caller gives up, the others are stopped and waited for. */
final class Together {
    private Together() {}

    /** @param works each is told by what to know that it must stop */
    static <T> List<T> all(List<Function<BooleanSupplier, T>> works, int atOnce, BooleanSupplier cancelled) {
        AtomicBoolean stopped = new AtomicBoolean();
        BooleanSupplier stop = () -> stopped.get() || cancelled.getAsBoolean();
        List<T> results = new ArrayList<>();
        boolean interrupted = false;
        ExecutorService pool = Executors.newFixedThreadPool(
                Math.max(1, Math.min(atOnce, works.size())),
                Thread.ofPlatform().name("together-", 0).daemon().factory());
        try {
            List<Future<T>> futures = works.stream()
                    .map(work -> pool.submit(() -> work.apply(stop)))
                    .toList();
            for (Future<T> future : futures) {
                results.add(future.get());
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException ours ? ours : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            interrupted = true;
        } finally {
            // Before the pool is waited for: what still runs must know.
            stopped.set(true);
            pool.shutdownNow();
            pool.close();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
            throw new CancelledException();
        }
        return results;
    }
}
