package dev.triptych.verifier.queue;

import dev.triptych.verifier.sandbox.CancelledException;
import dev.triptych.verifier.sandbox.OverloadedException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The queue before the sandbox: first come, first served. Work whose wait is expected to be longer than its patience is
 * turned away soon, because a client that gives up while it waits costs a place and asks again; but not before those who
 * came with it had a moment to show what such work takes now.
 */
public final class Admission {
    private static final long POLL_MILLIS = 20;

    /** How long what seems hopeless is kept: the estimate may be of times that are past. */
    private static final Duration DOUBT = Duration.ofMillis(300);

    private final int places;
    private final int waitingMax;
    private final Duration doubt;
    private final LongSupplier nanos;
    private final Estimates estimates = new Estimates();
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Work> going = new ArrayList<>();
    private final Deque<Waiting> queue = new ArrayDeque<>();
    private volatile Consumer<Duration> observer = _ -> {};

    /**
     * @param places how many works go on at once
     * @param waitingMax how many may wait; one more is turned away whatever it is
     */
    public Admission(int places, int waitingMax) {
        this(places, waitingMax, DOUBT, System::nanoTime);
    }

    /**
     * @param doubt how long what seems hopeless is kept
     * @param nanos by which the time that work takes is measured
     */
    Admission(int places, int waitingMax, Duration doubt, LongSupplier nanos) {
        this.places = places;
        this.waitingMax = waitingMax;
        this.doubt = doubt;
        this.nanos = nanos;
    }

    /** A place for one work; closing it lets the next one in. */
    public final class Place implements AutoCloseable {
        private final Work work;
        private final long since = nanos.getAsLong();

        private Place(Work work) {
            this.work = work;
        }

        @Override
        public void close() {
            estimates.learn(work, Duration.ofNanos(nanos.getAsLong() - since));
            leave(work);
        }
    }

    private record Waiting(Work work, CountDownLatch granted) {}

    /**
     * Waits for a place.
     *
     * @throws OverloadedException at once when too many wait, soon when the wait would be too long, or later when it was
     * @throws CancelledException when {@code cancelled} came true before there was a place
     */
    public Place admit(Work work, BooleanSupplier cancelled) {
        Waiting waiting = new Waiting(work, new CountDownLatch(1));
        lock.lock();
        try {
            if (going.size() < places && queue.isEmpty()) {
                going.add(work);
                observer.accept(Duration.ZERO);
                return new Place(work);
            }
            if (queue.size() >= waitingMax) {
                throw new OverloadedException("more than " + waitingMax + " requests wait");
            }
            queue.add(waiting);
        } finally {
            lock.unlock();
        }
        long since = System.nanoTime();
        await(waiting, since, cancelled);
        observer.accept(Duration.ofNanos(System.nanoTime() - since));
        return new Place(work);
    }

    private void await(Waiting waiting, long since, BooleanSupplier cancelled) {
        Duration patience = waiting.work().patience();
        boolean doubted = hopeless(waiting);
        boolean interrupted = false;
        try {
            while (!waiting.granted().await(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                long waited = System.nanoTime() - since;
                if (cancelled.getAsBoolean()) {
                    giveUp(waiting);
                    throw new CancelledException();
                }
                if (waited > patience.toNanos()) {
                    giveUp(waiting);
                    throw new OverloadedException("waited longer than " + patience);
                }
                if (doubted && waited > doubt.toNanos()) {
                    doubted = false;
                    double wait = expectedWait(waiting);
                    if (hopeless(waiting)) {
                        giveUp(waiting);
                        throw new OverloadedException("the wait would be some " + Math.round(wait) + " s");
                    }
                }
            }
        } catch (InterruptedException e) {
            interrupted = true;
            giveUp(waiting);
            throw new CancelledException();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private boolean hopeless(Waiting waiting) {
        return expectedWait(waiting) > waiting.work().patience().toNanos() / 1e9;
    }

    /** In seconds, by what such work takes at present. */
    private double expectedWait(Waiting waiting) {
        lock.lock();
        try {
            double seconds = going.stream().mapToDouble(estimates::seconds).sum();
            for (Waiting ahead : queue) {
                if (ahead.equals(waiting)) {
                    break;
                }
                seconds += estimates.seconds(ahead.work());
            }
            return seconds / places;
        } finally {
            lock.unlock();
        }
    }

    /** Leaves the queue; a place that was granted in the same moment goes on to the next. */
    private void giveUp(Waiting waiting) {
        lock.lock();
        try {
            if (queue.remove(waiting)) {
                return;
            }
        } finally {
            lock.unlock();
        }
        leave(waiting.work());
    }

    private void leave(Work work) {
        lock.lock();
        try {
            going.remove(work);
            Waiting next = queue.poll();
            if (next != null) {
                going.add(next.work());
                next.granted().countDown();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Tells {@code observer} how long each work waited that got a place. */
    public void observe(Consumer<Duration> observer) {
        this.observer = observer;
    }

    /** How many works go on at once. */
    public int places() {
        return places;
    }

    /** How many go on now. */
    public int busy() {
        lock.lock();
        try {
            return going.size();
        } finally {
            lock.unlock();
        }
    }

    /** How many wait now. */
    public int waiting() {
        lock.lock();
        try {
            return queue.size();
        } finally {
            lock.unlock();
        }
    }
}
