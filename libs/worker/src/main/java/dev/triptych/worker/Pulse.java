package dev.triptych.worker;

import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.ActivityCompletionException;
import io.temporal.client.ActivityWorkerShutdownException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Beats for one running activity until it is stopped or told that nobody waits any more. */
final class Pulse {
    private final ActivityExecutionContext context;
    private final Thread activity;
    private final Duration every;
    private final Thread beater;
    private boolean stopped;
    private @Nullable ActivityCompletionException told;

    Pulse(ActivityExecutionContext context, Thread activity, Duration every) {
        this.context = context;
        this.activity = activity;
        this.every = every;
        beater = Thread.ofVirtual().name("heartbeat").unstarted(this::run);
        beater.start();
    }

    private void run() {
        try {
            while (true) {
                Thread.sleep(every);
                if (!beat()) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            // Stopped: the activity has ended.
        }
    }

    private boolean beat() {
        try {
            // Repeats what the activity itself reported last, so that a retry still finds it.
            context.heartbeat(context.getHeartbeatDetails(Object.class).orElse(null));
            return true;
        } catch (ActivityWorkerShutdownException e) {
            // The service is stopping and gives the activity time to end.
            return true;
        } catch (ActivityCompletionException e) {
            interrupt(e);
            return false;
        }
    }

    /** Under the lock, so that the interruption cannot hit what the thread does after the activity. */
    private synchronized void interrupt(ActivityCompletionException cause) {
        if (!stopped) {
            told = cause;
            activity.interrupt();
        }
    }

    /** Ends the beating; returns what the activity was told, if anything. To be called on the activity's thread. */
    synchronized Optional<ActivityCompletionException> stop() {
        if (!stopped) {
            stopped = true;
            beater.interrupt();
            if (told != null) {
                Thread.interrupted();
            }
        }
        return Optional.ofNullable(told);
    }
}
