package dev.triptych.testkit;

import dev.triptych.contracts.factory.RunSearchAttributes;
import dev.triptych.contracts.json.TriptychJson;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.WorkerOptions;
import java.time.Duration;

/**
 * The SDK's server without a process, with our converter and our search attributes. It skips time. It has no reset, no
 * list and no atomic continue-as-new: those are tested on {@link TemporalServer}.
 */
public final class InMemoryTemporal {
    /** For every worker of a test: the SDK takes a workflow that waits a second for a busy machine for a deadlock. */
    public static final WorkerOptions PATIENT = WorkerOptions.newBuilder()
            .setDefaultDeadlockDetectionTimeout(Duration.ofSeconds(30).toMillis())
            .build();

    private InMemoryTemporal() {}

    /** To be closed by the caller. */
    public static TestWorkflowEnvironment start() {
        TestEnvironmentOptions.Builder options = TestEnvironmentOptions.newBuilder()
                .setWorkflowClientOptions(WorkflowClientOptions.newBuilder()
                        .setDataConverter(TriptychJson.dataConverter())
                        .build());
        for (String definition : RunSearchAttributes.DEFINITIONS) {
            String[] nameAndType = definition.split("=", 2);
            options.registerSearchAttribute(nameAndType[0], type(nameAndType[1]));
        }
        return TestWorkflowEnvironment.newInstance(options.build());
    }

    private static IndexedValueType type(String name) {
        return name.equals("Int")
                ? IndexedValueType.INDEXED_VALUE_TYPE_INT
                : IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD;
    }
}
