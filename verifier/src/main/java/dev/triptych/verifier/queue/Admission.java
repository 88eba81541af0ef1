package dev.triptych.verifier.queue;

import dev.triptych.verifier.sandbox.CancelledException;
import dev.triptych.verifier.sandbox.OverloadedException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * The queue before the sandbox: first come, first served. Work whose wait is expected to be longer than its patience is
 * turned away at once, because a client that gives up while it waits costs a place and asks again.
 */
public final class Admission {
    private static final long POLL_MILLIS = 20;

    private final int places;
    private final int waitingMax;
    private final Estimates estimates = new Estimates();
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Waiting> queue = new ArrayDeque<>();
    private volatile Consumer<Duration> observer = _ -> {};
    private int busy;
    private double expectedSeconds;

    /**
     * @param places how many works go on at once
     * @param waitingMax how many may wait; one more is turned away whatever it is
     */
    public Admission(int places, int waitingMax) {
        this.places = places;
        this.waitingMax = waitingMax;
    }

    /** A place for one work; closing it lets the next one in. */
    public final class Place implements AutoCloseable {
        private final Work work;
        private final double expected;
        private final long since = System.nanoTime();

        private Place(Work work, double expected) {
            this.work = work;
            this.expected = expected;
        }

        @Override
        public void close() {
            estimates.learn(work, Duration.ofNanos(System.nanoTime() - since));
            leave(expected);
        }
    }

    private static final class Waiting {
        private final CountDownLatch granted = new CountDownLatch(1);
    }

    /**
     * Waits for a place.
     *
     * @throws OverloadedException at once when the wait would be too long, or later when it was
     * @throws CancelledException when {@code cancelled} came true before there was a place
     */
    public Place admit(Work work, BooleanSupplier cancelled) {
        double expected = estimates.seconds(work);
        Waiting waiting = new Waiting();
        lock.lock();
        try {
            if (busy < places && queue.isEmpty()) {
                busy++;
                expectedSeconds += expected;
                observer.accept(Duration.ZERO);
                return new Place(work, expected);
            }
            refuseIfHopeless(work);
            queue.add(waiting);
            expectedSeconds += expected;
        } finally {
            lock.unlock();
        }
        long since = System.nanoTime();
        await(work, waiting, expected, cancelled);
        observer.accept(Duration.ofNanos(System.nanoTime() - since));
        return new Place(work, expected);
    }

    private void refuseIfHopeless(Work work) {
        if (queue.size() >= waitingMax) {
            throw new OverloadedException("more than " + waitingMax + " requests wait");
        }
        double wait = expectedSeconds / places;
        if (wait > work.patience().toNanos() / 1e9) {
            throw new OverloadedException("the wait would be some " + Math.round(wait) + " s");
        }
    }

    private void await(Work work, Waiting waiting, double expected, BooleanSupplier cancelled) {
        long deadline = System.nanoTime() + work.patience().toNanos();
        boolean interrupted = false;
        try {
            while (!waiting.granted.await(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                boolean gone = cancelled.getAsBoolean();
                if (gone || System.nanoTime() > deadline) {
                    giveUp(waiting, expected);
                    throw gone
                            ? new CancelledException()
                            : new OverloadedException("waited longer than " + work.patience());
                }
            }
        } catch (InterruptedException e) {
            interrupted = true;
            giveUp(waiting, expected);
            throw new CancelledException();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Leaves the queue; a place that was granted in the same moment goes on to the next. */
    private void giveUp(Waiting waiting, double expected) {
        lock.lock();
        try {
            if (queue.remove(waiting)) {
                expectedSeconds -= expected;
                return;
            }
        } finally {
            lock.unlock();
        }
        leave(expected);
    }

    private void leave(double expected) {
        lock.lock();
        try {
            expectedSeconds = busy == 1 && queue.isEmpty() ? 0 : expectedSeconds - expected;
            Waiting next = queue.poll();
            if (next == null) {
                busy--;
            } else {
                next.granted.countDown();
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
            return busy;
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
