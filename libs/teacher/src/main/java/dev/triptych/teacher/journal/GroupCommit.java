package dev.triptych.teacher.journal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Does what many threads want done in one go each time. While one group is being committed, the next gathers, and it
 * goes on gathering until a pace is kept: each group costs the database far more than what is in it. Who comes when
 * nothing was committed lately does not wait.
 *
 * <p>The work is done by a thread of its own, because a caller that is interrupted must not break the connection that
 * others' work is on. For the same reason callers wait without being interruptible; an interrupt stays pending.
 */
final class GroupCommit<T, R> implements AutoCloseable {
    /** What is written at once, so that no lock is held for long. Those who wait are as many as there are callers. */
    static final int GROUP_MAX = 64;

    private static final long IDLE_SECONDS = 10;

    private record Waiting<T, R>(T item, CompletableFuture<R> result) {}

    /** What became of one item. */
    sealed interface Outcome<R> {
        record Done<R>(R result) implements Outcome<R> {}

        record Failed<R>(RuntimeException why) implements Outcome<R> {}
    }

    private final Function<List<T>, List<Outcome<R>>> work;
    private final Duration pace;
    private final LongSupplier nanos;
    private final Queue<Waiting<T, R>> waiting = new ConcurrentLinkedQueue<>();
    private final ThreadPoolExecutor thread;

    /** When the latest group began; written by the working thread only. */
    private long latestAt;

    /**
     * @param pace the shortest time between the beginnings of two groups
     * @param work gives one outcome for each item, in their order, or fails for all of them
     */
    GroupCommit(String name, Duration pace, Function<List<T>, List<Outcome<R>>> work) {
        this(name, pace, work, System::nanoTime);
    }

    /** @param nanos the clock that the pace is kept by, in nanoseconds from any beginning */
    GroupCommit(String name, Duration pace, Function<List<T>, List<Outcome<R>>> work, LongSupplier nanos) {
        this.pace = pace;
        this.work = work;
        this.nanos = nanos;
        this.latestAt = nanos.getAsLong() - pace.toNanos();
        this.thread = new ThreadPoolExecutor(
                1,
                1,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                Thread.ofPlatform().daemon().name(name).factory());
        this.thread.allowCoreThreadTimeOut(true);
    }

    /** Returns when the item's group is committed; fails as its item did, or as {@code work} did for all. */
    R commit(T item) {
        Waiting<T, R> mine = new Waiting<>(item, new CompletableFuture<>());
        waiting.add(mine);
        thread.execute(this::commitGroup);
        try {
            return mine.result().join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    /** How many wait for their group to begin. */
    int waiting() {
        return waiting.size();
    }

    /** What is under way is finished. */
    @Override
    public void close() {
        thread.shutdown();
    }

    private void commitGroup() {
        if (waiting.isEmpty()) {
            return;
        }
        keepPace();
        List<Waiting<T, R>> group = new ArrayList<>();
        while (group.size() < GROUP_MAX && waiting.peek() != null) {
            group.add(waiting.remove());
        }
        try {
            List<Outcome<R>> outcomes =
                    work.apply(group.stream().map(Waiting::item).toList());
            for (int i = 0; i < group.size(); i++) {
                switch (outcomes.get(i)) {
                    case Outcome.Done<R>(R result) -> group.get(i).result().complete(result);
                    case Outcome.Failed<R>(RuntimeException why) ->
                        group.get(i).result().completeExceptionally(why);
                }
            }
        } catch (RuntimeException | Error e) {
            group.forEach(one -> one.result().completeExceptionally(e));
        }
    }

    /** A full group does not wait for others. A park may end early: the pool's own signals leave permits behind. */
    private void keepPace() {
        for (long early = early(); early > 0 && waiting.size() < GROUP_MAX; early = early()) {
            LockSupport.parkNanos(early);
        }
        latestAt = nanos.getAsLong();
    }

    private long early() {
        return latestAt + pace.toNanos() - nanos.getAsLong();
    }
}
