package dev.triptych.verifier.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.triptych.verifier.sandbox.CancelledException;
import dev.triptych.verifier.sandbox.OverloadedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AdmissionTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    @Test
    void letsInAsManyAsThereArePlacesInTheOrderTheyCame() throws Exception {
        Admission admission = new Admission(1, 10);
        ConcurrentLinkedQueue<Integer> order = new ConcurrentLinkedQueue<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            try (Admission.Place _ = admission.admit(work(LONG), () -> false)) {
                for (int i = 0; i < 5; i++) {
                    int number = i;
                    all.add(threads.submit(() -> {
                        try (Admission.Place _ = admission.admit(work(LONG), () -> false)) {
                            order.add(number);
                        }
                    }));
                    await().until(() -> admission.waiting() == number + 1);
                }
                assertThat(admission.busy()).isEqualTo(1);
                assertThat(order).isEmpty();
            }
            for (Future<?> one : all) {
                one.get();
            }
        }
        assertThat(order).containsExactly(0, 1, 2, 3, 4);
        assertThat(admission.busy()).isZero();
    }

    @Test
    void turnsAwaySoonWhatWouldWaitLongerThanItsPatience() {
        Admission admission = new Admission(1, 10);
        Work slow = new Work("slow", 1_000, LONG, LONG);
        try (Admission.Place _ = admission.admit(slow, () -> false)) {
            long since = System.nanoTime();
            assertThatThrownBy(() -> admission.admit(work(Duration.ofSeconds(9)), () -> false))
                    .isInstanceOf(OverloadedException.class)
                    .hasMessageContaining("30 s");
            assertThat(Duration.ofNanos(System.nanoTime() - since)).isLessThan(Duration.ofSeconds(1));
        }
        admission.admit(work(Duration.ZERO), () -> false).close();
    }

    @Test
    void aBurstOfShortWorkAfterLongOnesIsNotTurnedAway() throws Exception {
        AtomicLong clock = new AtomicLong();
        Admission admission = new Admission(2, 1_000, LONG, clock::get);
        Work work = work(Duration.ofSeconds(10));
        for (int i = 0; i < 50; i++) {
            try (Admission.Place _ = admission.admit(work, () -> false)) {
                clock.addAndGet(Duration.ofSeconds(10).toNanos());
            }
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            Admission.Place first = admission.admit(work, () -> false);
            Admission.Place second = admission.admit(work, () -> false);
            for (int i = 0; i < 128; i++) {
                all.add(threads.submit(() -> admission.admit(work, () -> false).close()));
            }
            await().until(() -> admission.waiting() == 128);
            first.close();
            second.close();
            for (Future<?> one : all) {
                one.get();
            }
        }
    }

    @Test
    void turnsAwayWhatWaitedLongerThanItsPatience() {
        Admission admission = new Admission(1, 10);
        try (Admission.Place _ = admission.admit(work(LONG), () -> false)) {
            assertThatThrownBy(() -> admission.admit(work(Duration.ofMillis(80)), () -> false))
                    .isInstanceOf(OverloadedException.class)
                    .hasMessageContaining("waited longer");
        }
        assertThat(admission.waiting()).isZero();
    }

    @Test
    void boundsHowManyWait() {
        Admission admission = new Admission(1, 0);
        try (Admission.Place _ = admission.admit(work(LONG), () -> false)) {
            assertThatThrownBy(() -> admission.admit(work(LONG), () -> false)).isInstanceOf(OverloadedException.class);
        }
    }

    @Test
    void forgetsWhoWentAway() throws Exception {
        Admission admission = new Admission(1, 10);
        AtomicBoolean gone = new AtomicBoolean();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                Admission.Place _ = admission.admit(work(LONG), () -> false)) {
            Future<?> waiting = threads.submit(() -> {
                assertThatThrownBy(() -> admission.admit(work(LONG), gone::get)).isInstanceOf(CancelledException.class);
            });
            await().until(() -> admission.waiting() == 1);
            gone.set(true);
            waiting.get();
            assertThat(admission.waiting()).isZero();
        }
    }

    @Test
    void losesNoPlaceWhenManyComeAndGo() throws Exception {
        Admission admission = new Admission(3, 1_000);
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                Duration patience = Duration.ofMillis(i % 7 == 0 ? 1 : 20_000);
                all.add(threads.submit(() -> {
                    try (Admission.Place _ = admission.admit(work(patience), () -> false)) {
                        most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                        Thread.onSpinWait();
                        inside.decrementAndGet();
                    } catch (OverloadedException e) {
                        // As wanted for the impatient.
                    }
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        }
        assertThat(most.get()).isBetween(1, 3);
        assertThat(admission.busy()).isZero();
        assertThat(admission.waiting()).isZero();
    }

    @Test
    void expectsWhatWorkOfTheKindTook() {
        Estimates estimates = new Estimates();
        Work work = new Work("kind", 2, Duration.ofSeconds(10), LONG);
        for (int i = 0; i < 200; i++) {
            estimates.learn(work, Duration.ofSeconds(4));
        }
        assertThat(estimates.seconds(work)).isBetween(3.9, 4.1);
        assertThat(estimates.seconds(new Work("kind", 2, Duration.ofSeconds(1), LONG)))
                .as("never more than its limits allow")
                .isEqualTo(1);
        assertThat(estimates.seconds(new Work("other", 1, LONG, LONG))).isEqualTo(0.05);
    }

    @Test
    void whatOneLongPartTookIsNotExpectedOfEachOfTen() {
        Estimates estimates = new Estimates();
        estimates.learn(new Work("compiled", 1, LONG, LONG), Duration.ofSeconds(8));
        Work cached = new Work("compiled", 10, LONG, LONG);
        estimates.learn(cached, Duration.ofSeconds(1));
        assertThat(estimates.seconds(cached)).isEqualTo(1.0);
        assertThat(estimates.seconds(new Work("compiled", 8, LONG, LONG))).isEqualTo(0.8);
    }

    private static Work work(Duration patience) {
        return new Work("test", 1, Duration.ofSeconds(10), patience);
    }
}
