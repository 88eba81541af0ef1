package dev.triptych.verifier.activity;

import dev.triptych.contracts.TaskQueues;
import dev.triptych.store.Artifacts;
import dev.triptych.verifier.Verifier;
import dev.triptych.verifier.factory.CasePrograms;
import dev.triptych.verifier.factory.Factory;
import dev.triptych.verifier.sandbox.Sandbox;
import dev.triptych.verifier.sandbox.SandboxConfig;
import dev.triptych.worker.WorkerSpec;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;

/** Offers the verifier on its task queue: no more activities at once than runs. */
@Singleton
public class VerifyWorker {
    @Produces
    @Singleton
    WorkerSpec verify(
            Verifier verifier, Factory factory, CasePrograms programs, Artifacts artifacts, SandboxConfig config) {
        return new WorkerSpec(
                TaskQueues.VERIFY,
                List.of(
                        new VerifyActivity(verifier, artifacts),
                        new SuiteActivity(verifier, factory, artifacts),
                        new CaseActivity(programs, artifacts)),
                List.of(),
                Sandbox.concurrency(config));
    }
}
