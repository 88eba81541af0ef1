package dev.triptych.teacher.journal;

import dev.triptych.teacher.client.Abort;
import dev.triptych.teacher.limit.Peers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/**
 * This process's sign of life in the journal. While it is renewed, nobody else asks what this process is asking. When it
 * cannot be renewed, the calls are ended before others may take them over, by this process's own clocks; afterwards the
 * process goes on under a new identity, so that what the old one left behind can be taken over.
 */
final class Lease implements AutoCloseable {
    /** How long a renewal is good for. */
    static final Duration LENGTH = Duration.ofSeconds(10);

    /** How often it is renewed. */
    static final Duration RENEW_EVERY = Duration.ofSeconds(2);

    /** Age at which calls are ended: the rest of the length is for the ending. */
    static final Duration ABORT_AFTER = Duration.ofSeconds(8);

    /**
     * A process that was stopped and wakes after its lease may have whole replies in its buffers. They are paid, so they
     * get this long to be read and recorded before the calls are ended. What was not sent yet is never sent.
     */
    static final Duration WAKING_GRACE = Duration.ofSeconds(3);

    /** How long a call of ours that we do not know may be one that has just begun. */
    static final Duration STRAY_GRACE = Duration.ofSeconds(5);

    private static final int STRAYS_MAX = 256;
    private static final int GIVEN_UP_MAX = 10_000;

    private static final Duration LOOK_EVERY = Duration.ofMillis(250);
    private static final Duration SWEEP_AFTER = Duration.ofDays(1);

    /** How soon what a dead process had reserved is counted as spent, beyond the end of its lease. */
    private static final Duration LOSE_DEAD_EVERY = Duration.ofSeconds(5);

    private static final String LOST = "the lease on the journal was lost";

    private static final Logger LOG = Logger.getLogger(Lease.class);

    private final Journal journal;
    private final String service;
    private final Clocks clocks;
    private final Peers peers;
    private final Map<Long, Call> open = new ConcurrentHashMap<>();
    private final Set<Long> abandoned = ConcurrentHashMap.newKeySet();
    /** Calls that the journal says we make and we do not know, since when. */
    private final Map<Long, Long> strays = new ConcurrentHashMap<>();
    /** Strays that are lost: one of them that turns up after all is never sent. */
    private final Set<Long> givenUp = new HashSet<>();

    private final ScheduledExecutorService renewing = executor("teacher-lease");
    // A thread of its own: a renewal that hangs in the database must not keep calls from being ended.
    private final ScheduledExecutorService watching = executor("teacher-lease-watch");
    // What waits for locks in the journal must not keep the lease from being renewed.
    private final ScheduledExecutorService tidying = executor("teacher-lease-tidy");

    private UUID process = UUID.randomUUID();
    private boolean held;
    private boolean started;
    private Clocks.Moment renewed;

    Lease(Journal journal, String service, LongSupplier nanos) {
        this(journal, service, nanos, Peers.NONE);
    }

    /** @param peers tells and is told with every renewal */
    Lease(Journal journal, String service, LongSupplier nanos, Peers peers) {
        this(journal, service, nanos, System::currentTimeMillis, peers);
    }

    /** @param wallMillis goes on while the machine is suspended, which {@code nanos} may not */
    Lease(Journal journal, String service, LongSupplier nanos, LongSupplier wallMillis, Peers peers) {
        this.journal = journal;
        this.service = service;
        this.clocks = new Clocks(nanos, wallMillis);
        this.renewed = clocks.now();
        this.peers = peers;
    }

    /**
     * The identity under which this process may ask now.
     *
     * @throws JdbiException when there is no lease and none can be had
     */
    UUID hold() {
        synchronized (this) {
            if (held && isFresh()) {
                return process;
            }
        }
        return renew();
    }

    /** The identity that was held last. */
    synchronized UUID holder() {
        return process;
    }

    /** Lets the lease end the call, at once if {@code holder} has lost it since it claimed the slot. */
    void opened(long callId, UUID holder, Abort abort) {
        synchronized (this) {
            if (isCurrent(holder) && !givenUp.contains(callId)) {
                open.put(callId, new Call(abort));
                return;
            }
        }
        abort.abort(LOST);
    }

    /**
     * The call goes out now: it is ended instead if {@code holder} has lost the lease since, by this process's own clocks.
     * Others may have taken its slot over and answered it. A process that is stopped right after the look sends all the
     * same, so the moment is taken after it.
     */
    void sending(long callId, UUID holder, Abort abort) {
        synchronized (this) {
            Call call = open.get(callId);
            if (call != null && isCurrent(holder)) {
                call.sent = clocks.now();
                return;
            }
        }
        abort.abort(LOST);
    }

    /** When the open call went out, if it did. */
    Optional<Clocks.Moment> sent(long callId) {
        Call call = open.get(callId);
        return call == null ? Optional.empty() : Optional.ofNullable(call.sent);
    }

    /** Whether {@code holder} may not ask any more. */
    synchronized boolean isLost(UUID holder) {
        return !isCurrent(holder);
    }

    /** The call ended and is settled in the journal. */
    void settled(long callId) {
        open.remove(callId);
    }

    /** The call ended but the journal does not know: it is told as soon as it can be reached. */
    void abandon(long callId) {
        open.remove(callId);
        abandoned.add(callId);
    }

    /** Stops being alive without telling anybody, as a killed process does. For tests. */
    void freeze() {
        renewing.shutdownNow();
        watching.shutdownNow();
        tidying.shutdownNow();
    }

    /** Ends what is open and gives the lease back. */
    @Override
    public void close() {
        freeze();
        open.values().forEach(call -> call.abort.abort("the service stops"));
        if (started) {
            try {
                tellAbandoned();
                journal.release(process);
            } catch (JdbiException e) {
                // It ends by itself.
                LOG.debug("lease not given back", e);
            }
        }
    }

    private UUID renew() {
        start();
        dropIfEnded();
        UUID current;
        synchronized (this) {
            current = process;
        }
        Clocks.Moment before = clocks.now();
        peers.others(journal.renew(current, service, LENGTH, peers.own()));
        synchronized (this) {
            if (current.equals(process)) {
                held = true;
                renewed = before;
            }
        }
        tellAbandoned();
        return current;
    }

    private void tellAbandoned() {
        List<Long> ids = List.copyOf(abandoned);
        if (!ids.isEmpty()) {
            journal.lose(ids, "its outcome could not be recorded");
            ids.forEach(abandoned::remove);
        }
    }

    /**
     * A beginning that was not confirmed may be committed long afterwards, by a backend that waited for a lock while its
     * connection broke. While this process lives, everybody would wait for that call.
     */
    private void loseStrays() {
        long now = clocks.nanos().getAsLong();
        List<Long> found = journal.strays(holder(), List.copyOf(open.keySet()), STRAYS_MAX);
        strays.keySet().retainAll(Set.copyOf(found));
        found.forEach(id -> strays.putIfAbsent(id, now));
        List<Long> lost;
        synchronized (this) {
            lost = found.stream()
                    .filter(id -> now - strays.getOrDefault(id, now) > STRAY_GRACE.toNanos() && !open.containsKey(id))
                    .toList();
            if (givenUp.size() > GIVEN_UP_MAX) {
                givenUp.clear();
            }
            givenUp.addAll(lost);
        }
        if (!lost.isEmpty()) {
            LOG.warnf("calls lost that nobody makes, service=%s calls=%s", service, lost.size());
            journal.lose(lost, "nobody makes it: its beginning was not confirmed");
        }
    }

    private synchronized void start() {
        if (started || renewing.isShutdown()) {
            return;
        }
        started = true;
        long every = RENEW_EVERY.toMillis();
        repeat(renewing, this::renewQuietly, every);
        repeat(watching, this::dropIfEnded, LOOK_EVERY.toMillis());
        repeat(tidying, () -> quietly(this::loseStrays), every);
        repeat(tidying, () -> quietly(journal::loseDead), LOSE_DEAD_EVERY.toMillis());
        repeat(tidying, () -> quietly(() -> journal.sweep(SWEEP_AFTER)), SWEEP_AFTER.toMillis());
    }

    private void renewQuietly() {
        try {
            renew();
        } catch (JdbiException e) {
            LOG.warnf("lease not renewed, service=%s", service);
        }
    }

    private static void quietly(Runnable tidying) {
        try {
            tidying.run();
        } catch (RuntimeException e) {
            LOG.debug("journal not tidied, it is tried again", e);
        }
    }

    /** Ends every open call when the lease is about to end, or has. */
    private void dropIfEnded() {
        List<Call> ending;
        boolean waking;
        synchronized (this) {
            if (!held || isFresh()) {
                return;
            }
            waking = renewed.ago().compareTo(LENGTH) >= 0;
            held = false;
            process = UUID.randomUUID();
            ending = new ArrayList<>(open.values());
        }
        LOG.warnf("lease lost, service=%s calls=%s waking=%s", service, ending.size(), waking);
        boolean graceful = waking && !watching.isShutdown();
        ending.stream().filter(call -> !graceful || call.sent == null).forEach(Lease::end);
        if (graceful) {
            var unused =
                    watching.schedule(() -> ending.forEach(Lease::end), WAKING_GRACE.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private static void end(Call call) {
        guarded(() -> call.abort.abort(LOST)).run();
    }

    /** What one throws must neither keep the others from being ended nor end its timer, as it would unseen. */
    private static Runnable guarded(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException | Error e) {
                LOG.warn("a task of the lease failed", e);
            }
        };
    }

    private boolean isCurrent(UUID holder) {
        return held && process.equals(holder) && isFresh();
    }

    private boolean isFresh() {
        return renewed.ago().compareTo(ABORT_AFTER) < 0;
    }

    private static void repeat(ScheduledExecutorService executor, Runnable task, long everyMillis) {
        var unused = executor.scheduleWithFixedDelay(guarded(task), everyMillis, everyMillis, TimeUnit.MILLISECONDS);
    }

    private static ScheduledExecutorService executor(String name) {
        return Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name(name).factory());
    }

    private static final class Call {
        private final Abort abort;
        private volatile Clocks.@Nullable Moment sent;

        private Call(Abort abort) {
            this.abort = abort;
        }
    }
}
