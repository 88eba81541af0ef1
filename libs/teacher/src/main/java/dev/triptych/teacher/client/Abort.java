package dev.triptych.teacher.client;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Ends a call from another thread, once. */
public final class Abort {
    private @Nullable String reason;
    private @Nullable Runnable action;

    /** Ends the call now, or as soon as it begins. Later reasons are ignored. */
    public void abort(String why) {
        Runnable now;
        synchronized (this) {
            if (reason != null) {
                return;
            }
            reason = why;
            now = action;
        }
        if (now != null) {
            now.run();
        }
    }

    /** Why the call was ended, if it was. */
    public synchronized Optional<String> reason() {
        return Optional.ofNullable(reason);
    }

    /** How to end the call; runs at once when that was asked for already. */
    void onAbort(Runnable runnable) {
        synchronized (this) {
            action = runnable;
            if (reason == null) {
                return;
            }
        }
        runnable.run();
    }
}
