package dev.triptych.teacher.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LimiterTest {
    @Test
    void neverHasMoreOpenThanTheLimit() {
        Limiter limiter = new Limiter(Bounds.of(4, 4));
        AtomicInteger open = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 500; i++) {
                String run = "run-" + i % 3;
                threads.submit(() -> {
                    try (Place place = limiter.admit(run)) {
                        place.open();
                        most.accumulateAndGet(open.incrementAndGet(), Math::max);
                        Thread.yield();
                        open.decrementAndGet();
                        place.completed(10);
                        done.incrementAndGet();
                    }
                    return done;
                });
            }
        }

        assertThat(done).hasValue(500);
        assertThat(most.get()).isBetween(1, 4);
        assertThat(limiter.state()).isEqualTo(new Limiter.State(4, 0, 0));
    }

    @Test
    void wakesWhenTimeAloneOpensTheWay() throws Exception {
        Limiter limiter = new Limiter(Bounds.of(1, 1));
        Place first = limiter.admit("run");
        first.open();
        first.refused(Optional.of(Duration.ofMillis(50)));

        try (Place again = limiter.again(first, () -> true).orElseThrow()) {
            again.open();
            again.completed(1);
            assertThat(again.waited()).isGreaterThan(Duration.ofMillis(40));
        }
    }

    @Test
    void aWaiterThatIsInterruptedLeavesTheLine() throws Exception {
        Limiter limiter = new Limiter(Bounds.of(1, 1));
        Place held = limiter.admit("run");
        held.open();
        Place next = limiter.admit("run");
        CompletableFuture<Throwable> ended = new CompletableFuture<>();
        Thread waiter = Thread.ofVirtual().start(() -> {
            try {
                next.open();
            } catch (InterruptedException e) {
                ended.complete(e);
            }
        });
        await().until(() -> limiter.state().waiting() == 1);

        waiter.interrupt();

        assertThat(ended.get()).isInstanceOf(InterruptedException.class);
        assertThat(limiter.state().waiting()).isZero();
        held.close();
        assertThat(limiter.state().open()).isZero();
        assertThatThrownBy(held::open).isInstanceOf(IllegalStateException.class);
    }
}
