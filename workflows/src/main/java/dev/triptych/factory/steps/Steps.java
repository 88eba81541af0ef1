package dev.triptych.factory.steps;

import dev.triptych.contracts.TaskQueues;
import dev.triptych.contracts.factory.LedgerActivities;
import dev.triptych.contracts.question.QuestionActivities;
import dev.triptych.contracts.rewrite.RewriteActivities;
import dev.triptych.contracts.solution.PageActivities;
import dev.triptych.contracts.solution.SolutionActivities;
import dev.triptych.contracts.tests.TestActivities;
import dev.triptych.contracts.verify.VerifyActivities;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;

/**
 * Every activity stub with its options.
 *
 * <p>No step has a schedule-to-start limit: a service that is down for an hour is waited for, and its queue is the
 * back-pressure. Heartbeats are made by the worker itself, so a heartbeat timeout says how soon a dead process is noticed.
 */
public final class Steps {
    private Steps() {}

    public static QuestionActivities question() {
        return Workflow.newActivityStub(QuestionActivities.class, teacherStep(TaskQueues.QUESTION));
    }

    public static SolutionActivities solution() {
        return Workflow.newActivityStub(SolutionActivities.class, teacherStep(TaskQueues.SOLUTION));
    }

    public static PageActivities pages() {
        return Workflow.newActivityStub(
                PageActivities.class,
                ActivityOptions.newBuilder()
                        .setTaskQueue(TaskQueues.SOLUTION)
                        // All calls of a page, each of which may take minutes and waits for a place among others.
                        .setStartToCloseTimeout(Duration.ofHours(2))
                        // Not much longer than a dead process keeps its slots: hundreds of answers wait for it.
                        .setHeartbeatTimeout(Duration.ofSeconds(15))
                        .setRetryOptions(outlastingAnOutage())
                        .build());
    }

    public static TestActivities tests() {
        return Workflow.newActivityStub(TestActivities.class, teacherStep(TaskQueues.TESTS));
    }

    public static RewriteActivities rewrite() {
        return Workflow.newActivityStub(RewriteActivities.class, teacherStep(TaskQueues.REWRITE));
    }

    public static VerifyActivities verify() {
        return Workflow.newActivityStub(
                VerifyActivities.class,
                ActivityOptions.newBuilder()
                        .setTaskQueue(TaskQueues.VERIFY)
                        // A judgement is bounded by its limits; what takes longer waits for a place.
                        .setStartToCloseTimeout(Duration.ofMinutes(5))
                        .setHeartbeatTimeout(Duration.ofSeconds(30))
                        .setRetryOptions(outlastingAnOutage())
                        .build());
    }

    /** The ledger as a run's account: without it nothing may go on, so it is tried for hours. */
    public static LedgerActivities ledger() {
        return Workflow.newActivityStub(
                LedgerActivities.class,
                ActivityOptions.newBuilder()
                        .setTaskQueue(TaskQueues.FACTORY)
                        // Reconciling a large run reads all its rows.
                        .setStartToCloseTimeout(Duration.ofMinutes(5))
                        // One transaction each: a process that died in it is noticed soon.
                        .setHeartbeatTimeout(Duration.ofSeconds(10))
                        .setRetryOptions(RetryOptions.newBuilder(outlastingAnOutage())
                                .setMaximumInterval(Duration.ofSeconds(15))
                                .setMaximumAttempts(1_000)
                                .build())
                        .build());
    }

    /** The ledger as a source of news for people: a look that fails is left out. */
    public static LedgerActivities ledgerGlance() {
        return Workflow.newActivityStub(
                LedgerActivities.class,
                ActivityOptions.newBuilder()
                        .setTaskQueue(TaskQueues.FACTORY)
                        .setStartToCloseTimeout(Duration.ofSeconds(10))
                        .setRetryOptions(
                                RetryOptions.newBuilder().setMaximumAttempts(2).build())
                        .build());
    }

    private static ActivityOptions teacherStep(String taskQueue) {
        return ActivityOptions.newBuilder()
                .setTaskQueue(taskQueue)
                // A call may take 20 minutes, after as many of waiting for its place or for another worker's answer.
                .setStartToCloseTimeout(Duration.ofMinutes(45))
                .setHeartbeatTimeout(Duration.ofSeconds(30))
                .setRetryOptions(outlastingAnOutage())
                .build();
    }

    /** About 50 minutes: longer than a restart of anything, shorter than a night of trying a bug again. */
    private static RetryOptions outlastingAnOutage() {
        return RetryOptions.newBuilder()
                .setInitialInterval(Duration.ofSeconds(1))
                .setBackoffCoefficient(2)
                .setMaximumInterval(Duration.ofSeconds(30))
                .setMaximumAttempts(100)
                .build();
    }
}
