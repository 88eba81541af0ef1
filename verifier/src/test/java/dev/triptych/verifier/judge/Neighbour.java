package dev.triptych.verifier.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triptych.contracts.Verdict;
import dev.triptych.verifier.sandbox.Sandbox;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** An honest program that runs beside hostile ones and after them, and must not feel them. */
final class Neighbour implements AutoCloseable {
    private static final String SOLUTION = "def add(a, b):\n    return sum(range(200_000)) * 0 + a + b\n";
    private static final String SUITE = "from solution import add\n\n\ndef test_add():\n    assert add(1, 2) == 3\n";
    private static final int SAMPLES = 5;
    /** CPU time also grows by what shares the caches; ten times more would be somebody else's work. */
    private static final int CPU_FACTOR_MAX = 5;

    private static final Duration CPU_ALLOWANCE = Duration.ofMillis(100);

    private final Sandbox sandbox;
    private final ExecutorService threads;
    private final Duration usualCpu;
    private volatile boolean beside;

    Neighbour(Sandbox sandbox, int places) {
        this.sandbox = sandbox;
        this.threads = Executors.newFixedThreadPool(places);
        List<Duration> samples = new ArrayList<>();
        for (int i = 0; i < SAMPLES; i++) {
            samples.add(judge().usage().cpu());
        }
        this.usualCpu = samples.stream().sorted().toList().get(SAMPLES / 2);
    }

    /** Runs again and again until the answer's {@link Beside#end}. */
    Beside beside() {
        beside = true;
        return new Beside(threads.submit(() -> {
            List<Judgement> judged = new ArrayList<>();
            while (beside) {
                judged.add(judge());
            }
            return judged;
        }));
    }

    /** Runs once in every place, at the same time, and says how long an answer takes on this machine just now. */
    Duration everywhere(int places) throws InterruptedException, ExecutionException {
        long start = System.nanoTime();
        List<Future<Judgement>> all = new ArrayList<>();
        for (int i = 0; i < places; i++) {
            all.add(threads.submit(this::judge));
        }
        for (Future<Judgement> one : all) {
            accepted("an honest program right after", one.get());
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private Judgement judge() {
        return new Judge(sandbox).judge(RealSandbox.pytest(SOLUTION, SUITE, RealSandbox.LIMITS), () -> false);
    }

    private void accepted(String who, Judgement judgement) {
        assertThat(judgement.verdict()).as(who + ": " + judgement.reason()).isEqualTo(Verdict.AC);
        assertThat(judgement.usage().cpu())
                .as(who + ": CPU time, usually " + usualCpu)
                .isLessThan(usualCpu.multipliedBy(CPU_FACTOR_MAX).plus(CPU_ALLOWANCE));
    }

    /** The runs beside a hostile program. */
    final class Beside {
        private final Future<List<Judgement>> judged;

        private Beside(Future<List<Judgement>> judged) {
            this.judged = judged;
        }

        void end() throws InterruptedException, ExecutionException {
            beside = false;
            for (Judgement judgement : judged.get()) {
                accepted("a neighbour", judgement);
            }
        }
    }
}
