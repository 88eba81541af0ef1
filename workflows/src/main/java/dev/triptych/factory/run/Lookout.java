package dev.triptych.factory.run;

import dev.triptych.contracts.RunId;
import dev.triptych.contracts.factory.LedgerActivities;
import dev.triptych.contracts.factory.LedgerActivities.FindOldest;
import dev.triptych.contracts.factory.LedgerActivities.Waiting;
import dev.triptych.factory.steps.Steps;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks now and then for the candidate that has waited longest, for people who want to know. */
final class Lookout {
    private static final Duration EVERY = Duration.ofSeconds(30);

    private final LedgerActivities glance = Steps.ledgerGlance();
    private final RunId id;
    private @Nullable Promise<Void> next;
    private Optional<Waiting> oldest = Optional.empty();

    Lookout(RunId id) {
        this.id = id;
    }

    /** Sets the time of the next look, if it is not set. */
    void plan() {
        if (next == null) {
            next = Workflow.newTimer(EVERY);
        }
    }

    boolean due() {
        return next != null && next.isCompleted();
    }

    /** A look that fails is left out. */
    void look() {
        next = null;
        oldest = find();
    }

    private Optional<Waiting> find() {
        try {
            return glance.oldestWaiting(new FindOldest(id)).waiting();
        } catch (ActivityFailure e) {
            CancellationScope.throwCanceled();
            return Optional.empty();
        }
    }

    /** What was seen last. */
    Optional<Waiting> oldest() {
        return oldest;
    }

    /** Nothing is waited for any more. */
    void forget() {
        oldest = Optional.empty();
    }
}
