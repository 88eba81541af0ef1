package dev.triptych.verifier.queue;

import dev.triptych.verifier.sandbox.CancelledException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/**
 * Does identical work once: a result that is known is given again, and whoever asks for what is under way waits for it.
 * Work that others wait for goes on when the one who asked first goes away.
 */
public final class Shared<V> {
    private static final long POLL_MILLIS = 20;

    private final Map<Key, Flight<V>> flights = new ConcurrentHashMap<>();
    private final Results<V> results;
    private final Predicate<V> keepable;

    /**
     * @param bytesMax how many bytes of results are kept
     * @param keepable whether a result may be given again
     */
    public Shared(long bytesMax, ToLongFunction<V> size, Predicate<V> keepable) {
        this.results = new Results<>(bytesMax, size);
        this.keepable = keepable;
    }

    /** What the results take that can be given again. */
    public long bytes() {
        return results.bytes();
    }

    /** How a result was come by. */
    public enum Source {
        WORKED,
        JOINED,
        KNOWN
    }

    /** A result and how it was come by. */
    public record Found<V>(V value, Source source) {}

    /**
     * @param work is given what to ask whether nobody waits any more
     * @throws CancelledException when {@code cancelled} came true first
     */
    public Found<V> get(Key key, BooleanSupplier cancelled, Function<BooleanSupplier, V> work) {
        while (true) {
            Optional<V> known = results.find(key);
            if (known.isPresent()) {
                return new Found<>(known.get(), Source.KNOWN);
            }
            Flight<V> mine = new Flight<>();
            Flight<V> flight = flights.computeIfAbsent(key, _ -> mine);
            if (!flight.join(cancelled)) {
                // Its last waiter has gone; it is about to leave the map.
                flights.remove(key, flight);
                continue;
            }
            return flight == mine ? lead(key, mine, work) : new Found<>(flight.await(cancelled), Source.JOINED);
        }
    }

    private Found<V> lead(Key key, Flight<V> flight, Function<BooleanSupplier, V> work) {
        try {
            // Between the look above and now, the flight before this one may have ended.
            Optional<V> known = results.find(key);
            V value = known.isPresent() ? known.get() : work.apply(flight::abandoned);
            if (known.isEmpty() && keepable.test(value)) {
                results.keep(key, value);
            }
            flight.ended.complete(value);
            return new Found<>(value, known.isPresent() ? Source.KNOWN : Source.WORKED);
        } catch (RuntimeException | Error e) {
            flight.ended.completeExceptionally(e);
            throw e;
        } finally {
            flights.remove(key, flight);
        }
    }

    private static final class Flight<V> {
        private final CompletableFuture<V> ended = new CompletableFuture<>();
        private final List<BooleanSupplier> waiters = new ArrayList<>();
        private boolean closed;

        synchronized boolean join(BooleanSupplier cancelled) {
            if (!closed) {
                waiters.add(cancelled);
            }
            return !closed;
        }

        synchronized boolean abandoned() {
            waiters.removeIf(BooleanSupplier::getAsBoolean);
            closed |= waiters.isEmpty();
            return closed;
        }

        V await(BooleanSupplier cancelled) {
            while (!cancelled.getAsBoolean()) {
                try {
                    return ended.get(POLL_MILLIS, TimeUnit.MILLISECONDS);
                } catch (TimeoutException e) {
                    // Asks again whether its own client is still there.
                } catch (ExecutionException e) {
                    if (e.getCause() instanceof RuntimeException cause) {
                        throw cause;
                    }
                    throw new IllegalStateException("shared work broke", e.getCause());
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new CancelledException();
                }
            }
            throw new CancelledException();
        }
    }
}
