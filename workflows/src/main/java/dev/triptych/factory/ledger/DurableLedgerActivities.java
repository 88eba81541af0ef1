package dev.triptych.factory.ledger;

import dev.triptych.contracts.ActivityErrors;
import dev.triptych.contracts.ErrorCode;
import dev.triptych.contracts.Sha256;
import dev.triptych.contracts.factory.LedgerActivities;
import dev.triptych.contracts.json.TriptychJson;
import dev.triptych.contracts.solution.PageRows;
import dev.triptych.factory.temporal.OldestCandidate;
import dev.triptych.factory.temporal.TemporalUnavailable;
import dev.triptych.store.ArtifactException;
import dev.triptych.store.Artifacts;
import io.temporal.failure.ApplicationFailure;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.jdbi.v3.core.JdbiException;

/** The ledger as activities: the same methods, with failures in the one form that activities have. */
@Singleton
public class DurableLedgerActivities implements LedgerActivities {
    private final Ledger ledger;
    private final OldestCandidate oldest;
    private final Artifacts artifacts;

    @Inject
    public DurableLedgerActivities(Ledger ledger, OldestCandidate oldest, Artifacts artifacts) {
        this.artifacts = artifacts;
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
    public RecordedPage recordPage(RecordPage request) {
        return told(
                () -> ledger.recordPage(request, request.rows().map(this::rows).orElse(List.of())));
    }

    private List<PageRows.Row> rows(Sha256 hash) {
        try {
            return TriptychJson.mapper()
                    .readValue(artifacts.read(hash), PageRows.class)
                    .rows();
        } catch (ArtifactException e) {
            throw ActivityErrors.failure(e.code(), String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw ActivityErrors.failure(ErrorCode.ARTIFACT_CORRUPT, "artifact " + hash + " is no page");
        }
    }

    @Override
    public ChangedStatus changeStatus(ChangeStatus request) {
        return told(() -> ledger.changeStatus(request));
    }

    @Override
    public RetunedRun retune(RetuneRun request) {
        return told(() -> ledger.retune(request));
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
