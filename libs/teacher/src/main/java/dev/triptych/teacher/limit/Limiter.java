package dev.triptych.teacher.limit;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * The calls that this process has open at one teacher. It finds out how many the teacher takes ({@link Law}) and gives
 * the places to the runs in turn. Each process adapts by itself; of others it knows
 * only how many there are ({@link Peers}).
 */
public final class Limiter {
    /** How often who waits in line is asked whether it still wants to. */
    private static final Duration STAYS_EVERY = Duration.ofSeconds(15);

    private static final BooleanSupplier ALWAYS = () -> true;

    private final ReentrantLock lock = new ReentrantLock();
    private final Gate gate;
    private final LongSupplier nanos;
    private final Map<Turn, Thread> parked = new ConcurrentHashMap<>();
    private long wakeAt = Long.MAX_VALUE;

    public Limiter(Bounds bounds) {
        this(bounds, sinceEpoch());
    }

    Limiter(Bounds bounds, LongSupplier nanos) {
        this.nanos = nanos;
        this.gate = new Gate(bounds, nanos.getAsLong());
    }

    /** Never goes back, and is the same in all processes but for a few milliseconds: the law does some things together. */
    private static LongSupplier sinceEpoch() {
        long base = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis()) - System.nanoTime();
        return () -> base + System.nanoTime();
    }

    /** Waits until a call of {@code run} may be prepared. */
    public Place admit(String run) throws InterruptedException {
        return admit(run, ALWAYS).orElseThrow();
    }

    /**
     * The same for one that may go elsewhere while it waits: the line of a teacher that does not answer hardly moves.
     *
     * @param stays whether it still wants this teacher, asked now and then
     * @return empty if it no longer does
     */
    public Optional<Place> admit(String run, BooleanSupplier stays) throws InterruptedException {
        return admit(run, Optional.empty(), stays);
    }

    /** The same for a call that was refused before: it goes first in its run, when there is hope or its time has come. */
    public Optional<Place> again(Place refused, BooleanSupplier stays) throws InterruptedException {
        return admit(refused.run(), refused.again(), stays);
    }

    /** @param processes how many ask the teacher at present, this one included, as far as is known; at least 1 */
    public void shared(int processes) {
        change(now -> gate.shared(processes, now));
    }

    /** What is going on now. */
    public State state() {
        return locked(now -> new State(gate.limit(), gate.open(), gate.waiting()));
    }

    /**
     * @param limit calls that may be open
     * @param open calls that are
     * @param waiting calls that are not, because there is no place
     */
    public record State(int limit, int open, int waiting) {}

    private Optional<Place> admit(String run, Optional<Turn.Again> again, BooleanSupplier stays)
            throws InterruptedException {
        Turn turn = locked(now -> gate.ask(run, again, now));
        return await(turn, Turn.Stage.ADMITTED, stays) ? Optional.of(new Place(this, turn)) : Optional.empty();
    }

    /** Waits for a place at the teacher. */
    void open(Turn turn) throws InterruptedException {
        locked(now -> {
            gate.ready(turn);
            return true;
        });
        boolean unused = await(turn, Turn.Stage.OPEN, ALWAYS);
    }

    void completed(Turn turn, long tokens) {
        change(now -> gate.completed(turn, tokens, now));
    }

    void refused(Turn turn, Optional<Duration> wish) {
        change(now -> gate.refused(turn, wish, now));
    }

    void broke(Turn turn, long tokens) {
        change(now -> gate.broke(turn, tokens, now));
    }

    void withdraw(Turn turn) {
        change(now -> gate.withdraw(turn, now));
    }

    private interface Change {
        void at(long now);
    }

    private void change(Change change) {
        locked(now -> {
            change.at(now);
            return true;
        });
    }

    /** Changes the gate, then lets go on who may. */
    private <T> T locked(Function<Long, T> change) {
        List<Turn> granted;
        T result;
        lock.lock();
        try {
            long now = nanos.getAsLong();
            result = change.apply(now);
            granted = gate.grant(now);
            wakeLater(now);
        } finally {
            lock.unlock();
        }
        for (Turn turn : granted) {
            // Absent: it has not begun to wait yet, and will see that it need not.
            Thread waiter = parked.get(turn);
            if (waiter != null) {
                LockSupport.unpark(waiter);
            }
        }
        return result;
    }

    private void wakeLater(long now) {
        long at = gate.nextAt(now);
        if (at < wakeAt || wakeAt <= now) {
            wakeAt = at;
            if (at != Long.MAX_VALUE) {
                CompletableFuture.delayedExecutor(Math.max(1, at - now), TimeUnit.NANOSECONDS, Runnable::run)
                        .execute(() -> change(late -> {
                            if (late >= wakeAt) {
                                wakeAt = Long.MAX_VALUE;
                            }
                        }));
            }
        }
    }

    private boolean await(Turn turn, Turn.Stage stage, BooleanSupplier stays) throws InterruptedException {
        boolean there = false;
        parked.put(turn, Thread.currentThread());
        try {
            long askAt = System.nanoTime() + STAYS_EVERY.toNanos();
            while (!is(turn, stage)) {
                LockSupport.parkNanos(this, STAYS_EVERY.toNanos());
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                if (System.nanoTime() - askAt >= 0 && !is(turn, stage)) {
                    if (!stays.getAsBoolean()) {
                        return false;
                    }
                    askAt = System.nanoTime() + STAYS_EVERY.toNanos();
                }
            }
            there = true;
            return true;
        } finally {
            parked.remove(turn);
            if (!there) {
                withdraw(turn);
            }
        }
    }

    private boolean is(Turn turn, Turn.Stage stage) {
        lock.lock();
        try {
            return turn.stage == stage;
        } finally {
            lock.unlock();
        }
    }
}
