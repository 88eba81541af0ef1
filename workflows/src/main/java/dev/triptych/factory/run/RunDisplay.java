package dev.triptych.factory.run;

import dev.triptych.contracts.factory.RunInput;
import dev.triptych.contracts.factory.RunProgress;
import dev.triptych.contracts.factory.RunSearchAttributes;
import dev.triptych.contracts.factory.RunStatus;
import io.temporal.workflow.Workflow;
import org.jspecify.annotations.Nullable;

/** What Temporal shows of a run: search attributes, written when they change, and current details. */
final class RunDisplay {
    private int acceptedShown = -1;
    private @Nullable RunStatus statusShown;

    void show(RunInput request) {
        Workflow.upsertTypedSearchAttributes(
                RunSearchAttributes.RECIPE.valueSet(request.recipe()),
                RunSearchAttributes.TENANT.valueSet(request.tenant()),
                RunSearchAttributes.TARGET.valueSet((long) request.target()));
    }

    void show(RunProgress progress) {
        Workflow.setCurrentDetails(RunDetails.of(progress));
        int accepted = progress.counts().accepted();
        if (progress.status() != statusShown || accepted != acceptedShown) {
            statusShown = progress.status();
            acceptedShown = accepted;
            Workflow.upsertTypedSearchAttributes(
                    RunSearchAttributes.STATUS.valueSet(progress.status().name()),
                    RunSearchAttributes.ACCEPTED.valueSet((long) acceptedShown));
        }
    }
}
