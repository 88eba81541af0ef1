package dev.triptych.worker;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The workers of one process: waits until Temporal answers, then polls for every {@link WorkerSpec} until it is closed.
 * Once started, the SDK itself reconnects when Temporal goes away.
 */
public final class Workers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Workers.class);
    private static final Duration CONNECT_RETRY = Duration.ofSeconds(1);
    private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(2);
    /** Few, because each is a connection that waits; a service has two cores, not twenty. */
    private static final int POLLERS = 4;
    /** Bounds how late a cancellation reaches a running activity. */
    private static final Duration HEARTBEAT_AT_LEAST_EVERY = Duration.ofSeconds(10);

    private final WorkflowClient client;
    private final List<WorkerSpec> specs;
    private final TemporalConfig config;
    private @Nullable Thread starter;
    private @Nullable WorkerFactory factory;
    private boolean closed;

    public Workers(WorkflowClient client, List<WorkerSpec> specs, TemporalConfig config) {
        this.client = client;
        this.specs = List.copyOf(specs);
        this.config = config;
    }

    /** Begins to connect in the background; returns at once. */
    public synchronized void start() {
        if (starter == null && !closed && !specs.isEmpty()) {
            // A platform thread: the SDK's own threads inherit its context class loader.
            starter = Thread.ofPlatform().name("temporal-start").daemon().start(this::connectAndPoll);
        }
    }

    /** Whether every worker polls; says nothing about whether Temporal still answers. */
    public synchronized boolean polling() {
        return specs.isEmpty() || factory != null;
    }

    /** What keeps the workers from working, in one line; empty when nothing does. */
    public String trouble() {
        String unreachable = unreachable();
        return unreachable.isEmpty() && !polling() ? "workers are starting" : unreachable;
    }

    private String unreachable() {
        try {
            client.getWorkflowServiceStubs()
                    .blockingStub()
                    .withDeadlineAfter(PROBE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                    .describeNamespace(DescribeNamespaceRequest.newBuilder()
                            .setNamespace(config.namespace())
                            .build());
            return "";
        } catch (StatusRuntimeException e) {
            return e.getStatus().getCode() == Status.Code.NOT_FOUND
                    ? "triptych.temporal.namespace: " + config.namespace() + " does not exist at " + config.target()
                    : "triptych.temporal.target: " + config.target() + " does not answer ("
                            + e.getStatus().getCode() + ")";
        }
    }

    private void connectAndPoll() {
        String told = "";
        while (!isClosed()) {
            String trouble = tryToPoll();
            if (trouble.isEmpty()) {
                LOG.info(
                        "Workers poll target={} namespace={} queues={}", config.target(), config.namespace(), queues());
                return;
            }
            if (!trouble.equals(told)) {
                LOG.warn("Temporal cannot be used yet cause={}", trouble);
                told = trouble;
            }
            try {
                Thread.sleep(CONNECT_RETRY);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private String tryToPoll() {
        String unreachable = unreachable();
        if (!unreachable.isEmpty()) {
            return unreachable;
        }
        WorkerFactory starting = factory();
        try {
            starting.start();
        } catch (RuntimeException e) {
            starting.shutdownNow();
            return "workers do not start: " + e.getMessage();
        }
        if (!keep(starting)) {
            starting.shutdownNow();
        }
        return "";
    }

    private WorkerFactory factory() {
        WorkerFactory made = WorkerFactory.newInstance(
                client,
                WorkerFactoryOptions.newBuilder()
                        .setUsingVirtualWorkflowThreads(true)
                        .setWorkflowCacheSize(config.cachedWorkflowsMax())
                        .setWorkerInterceptors(new HeartbeatInterceptor())
                        .build());
        for (WorkerSpec spec : specs) {
            Worker worker = made.newWorker(spec.taskQueue(), options(spec));
            worker.registerWorkflowImplementationTypes(spec.workflows().toArray(new Class<?>[0]));
            worker.registerActivitiesImplementations(spec.activities().toArray());
        }
        return made;
    }

    private WorkerOptions options(WorkerSpec spec) {
        return WorkerOptions.newBuilder()
                .setUsingVirtualThreadsOnActivityWorker(true)
                .setMaxConcurrentActivityExecutionSize(spec.activitiesMax())
                .setMaxConcurrentWorkflowTaskExecutionSize(config.workflowTasksMax())
                .setMaxConcurrentActivityTaskPollers(POLLERS)
                .setMaxConcurrentWorkflowTaskPollers(POLLERS)
                .setDefaultDeadlockDetectionTimeout(config.deadlockTimeout().toMillis())
                .setMaxHeartbeatThrottleInterval(HEARTBEAT_AT_LEAST_EVERY)
                .build();
    }

    private synchronized boolean keep(WorkerFactory started) {
        if (!closed) {
            factory = started;
        }
        return !closed;
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    private List<String> queues() {
        return specs.stream().map(WorkerSpec::taskQueue).toList();
    }

    /** Stops to poll and waits, at most the drain timeout, for what runs. */
    @Override
    public void close() {
        WorkerFactory running;
        synchronized (this) {
            closed = true;
            running = factory;
            if (starter != null) {
                starter.interrupt();
            }
        }
        if (running != null) {
            running.shutdown();
            running.awaitTermination(config.drainTimeout().toMillis(), TimeUnit.MILLISECONDS);
            running.shutdownNow();
        }
    }
}
