package dev.triptych.verifier.activity;

import dev.triptych.contracts.ActivityErrors;
import dev.triptych.contracts.ErrorCode;
import dev.triptych.store.ArtifactException;
import dev.triptych.verifier.sandbox.CancelledException;
import dev.triptych.verifier.sandbox.OverloadedException;
import dev.triptych.verifier.sandbox.SandboxException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * How activities end. The worker heartbeats for them, and interrupts the thread when nobody waits any more; the
 * interruption kills the jails, and the worker then reports the cancellation.
 */
final class Answers {
    private Answers() {}

    /** Whether this activity was told to stop; may be asked by any thread. */
    static BooleanSupplier cancelled() {
        return Thread.currentThread()::isInterrupted;
    }

    /** What {@code work} makes, or a failure with the code of what went wrong. */
    static <T> T answered(Supplier<T> work) {
        try {
            return work.get();
        } catch (IllegalArgumentException e) {
            throw ActivityErrors.failure(ErrorCode.INVALID_INPUT, String.valueOf(e.getMessage()));
        } catch (ArtifactException e) {
            throw ActivityErrors.failure(e.code(), String.valueOf(e.getMessage()));
        } catch (OverloadedException e) {
            throw ActivityErrors.failure(ErrorCode.VERIFIER_OVERLOADED, String.valueOf(e.getMessage()));
        } catch (SandboxException e) {
            throw ActivityErrors.failure(ErrorCode.SANDBOX_FAILED, String.valueOf(e.getMessage()));
        } catch (CancelledException e) {
            throw ActivityErrors.failure(ErrorCode.SANDBOX_FAILED, "cancelled");
        }
    }
}
