package dev.triptych.teacher.client;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Looks after all that is open every now and then: a timer for each would wake a thread hundreds of times a second. */
final class Watch implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Watch.class);

    private final Set<Runnable> looks = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("teacher-watch").factory());

    Watch(Duration every) {
        var unused = timer.scheduleWithFixedDelay(
                () -> looks.forEach(Watch::guarded), every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
    }

    void add(Runnable look) {
        looks.add(look);
    }

    void remove(Runnable look) {
        looks.remove(look);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    /** What one look throws must neither keep the others from being looked at nor end the timer, as it would unseen. */
    private static void guarded(Runnable look) {
        try {
            look.run();
        } catch (RuntimeException | Error e) {
            LOG.warn("a look at an open call failed, it is repeated", e);
        }
    }
}
