package dev.triptych.cli.bench.factory;

import dev.triptych.cli.stack.Stack;
import dev.triptych.cli.supervise.ProcessIdentity;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** Kills services of a stack by SIGKILL while a run goes on, counts how many, and tells where it could not. */
final class Kills implements AutoCloseable {
    /** Those that the run leans on first. */
    private static final List<String> SERVICES =
            List.of("solution-gen", "workflows", "question-synth", "test-gen", "verifier", "rewriter");

    private static final Duration TURN = Duration.ofSeconds(5);
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final double SHARE = 0.45;

    private final Scenario.Kills when;
    private final Stack stack;
    private final TeacherLog teacher;
    private final int calls;
    private final AtomicInteger killed = new AtomicInteger();
    private final AtomicReference<Optional<String>> failure = new AtomicReference<>(Optional.empty());
    private final Thread thread;

    /** @param calls how many the run will need, about */
    private Kills(Scenario.Kills when, Stack stack, TeacherLog teacher, int calls) {
        this.when = when;
        this.stack = stack;
        this.teacher = teacher;
        this.calls = calls;
        this.thread = Thread.ofVirtual().name("kills").unstarted(this::run);
    }

    static Kills start(Scenario.Kills when, Stack stack, TeacherLog teacher, int calls) {
        Kills kills = new Kills(when, stack, teacher, calls);
        kills.thread.start();
        return kills;
    }

    /** What came of it so far. */
    Measured.Killed killed() {
        int least =
                switch (when) {
                    case NONE -> 0;
                    case ALL_AT_45_PERCENT -> SERVICES.size();
                    case BY_TURNS -> 1;
                };
        return new Measured.Killed(least, killed.get(), failure.get());
    }

    /** No more kills. */
    @Override
    public void close() {
        thread.interrupt();
    }

    private void run() {
        try {
            switch (when) {
                case NONE -> {}
                case ALL_AT_45_PERCENT -> {
                    while (teacher.sums().completed() < SHARE * calls) {
                        Thread.sleep(LOOK);
                    }
                    SERVICES.forEach(this::kill);
                }
                case BY_TURNS -> {
                    for (int turn = 0; ; turn++) {
                        Thread.sleep(TURN);
                        kill(SERVICES.get(turn % SERVICES.size()));
                    }
                }
            }
        } catch (InterruptedException e) {
            // The run has ended.
        } catch (RuntimeException e) {
            // Nobody waits for this thread: what it could not do is told with the figures.
            failure.set(Optional.of(e.toString()));
        }
    }

    private void kill(String service) {
        Optional<ProcessIdentity> process =
                stack.state().flatMap(state -> state.service(service)).flatMap(found -> found.running());
        process.ifPresent(running -> {
            running.kill();
            killed.incrementAndGet();
        });
    }
}
