package dev.triptych.factory.ledger;

import dev.triptych.contracts.ActivityErrors;
import dev.triptych.contracts.ErrorCode;
import dev.triptych.contracts.factory.LedgerActivities;
import dev.triptych.factory.temporal.OldestCandidate;
import dev.triptych.factory.temporal.TemporalUnavailable;
import io.temporal.failure.ApplicationFailure;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.jdbi.v3.core.JdbiException;

/** The ledger as activities: the same methods, with failures in the one form that activities have. */
@Singleton
public class DurableLedgerActivities implements LedgerActivities {
    private final Ledger ledger;
    private final OldestCandidate oldest;

    @Inject
    public DurableLedgerActivities(Ledger ledger, OldestCandidate oldest) {
        this.ledger = ledger;
        this.oldest = oldest;
    }

    @Override
    public OpenedRun open(OpenRun request) {
        return told(() -> ledger.open(request));
    }

    @Override
    public IssuedCandidates issue(IssueCandidates request) {
        return told(() -> ledger.issue(request));
    }

    @Override
    public RecordedOutcome record(RecordOutcome request) {
        return told(() -> ledger.record(request));
    }

    @Override
    public ChangedStatus changeStatus(ChangeStatus request) {
        return told(() -> ledger.changeStatus(request));
    }

    @Override
    public OldestWaiting oldestWaiting(FindOldest request) {
        return told(() -> new OldestWaiting(oldest.of(request.run())));
    }

    @Override
    public ClosedRun close(CloseRun request) {
        return told(() ->
                ledger.close(request.run(), request.status(), OptionalInt.of(request.issued()), request.message()));
    }

    private static <T> T told(Supplier<T> work) {
        try {
            return work.get();
        } catch (ApplicationFailure e) {
            throw e;
        } catch (JdbiException e) {
            throw ActivityErrors.failure(ErrorCode.STORE_UNAVAILABLE, "ledger: " + rootMessage(e));
        } catch (TemporalUnavailable e) {
            throw ActivityErrors.failure(ErrorCode.INTERNAL, String.valueOf(e.getMessage()));
        }
    }

    private static String rootMessage(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }
}
