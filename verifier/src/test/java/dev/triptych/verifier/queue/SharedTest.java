package dev.triptych.verifier.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.triptych.verifier.sandbox.CancelledException;
import dev.triptych.verifier.sandbox.OverloadedException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class SharedTest {
    private static final Key KEY = Key.of("test").add("a").key();

    private final Shared<String> shared = new Shared<>(10_000, String::length, value -> !value.equals("passing"));
    private final AtomicInteger worked = new AtomicInteger();

    @Test
    void givesAKnownResultAgain() {
        assertThat(get("x").source()).isEqualTo(Shared.Source.WORKED);
        assertThat(get("y")).isEqualTo(new Shared.Found<>("x", Shared.Source.KNOWN));
    }

    @Test
    void keepsNoResultThatDoesNotLastAndNoFailure() {
        get("passing");
        assertThat(get("passing").source()).isEqualTo(Shared.Source.WORKED);
        assertThatThrownBy(() -> shared.get(KEY, () -> false, _ -> {
                    throw new OverloadedException("full");
                }))
                .isInstanceOf(OverloadedException.class);
        assertThat(get("x").source()).isEqualTo(Shared.Source.WORKED);
    }

    @Test
    void worksOnceForAllWhoAskAtTheSameTime() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Shared.Found<String>>> all = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                all.add(threads.submit(() -> shared.get(KEY, () -> false, _ -> {
                    worked.incrementAndGet();
                    awaitQuietly(go);
                    return "x";
                })));
            }
            go.countDown();
            for (Future<Shared.Found<String>> one : all) {
                assertThat(one.get(10, TimeUnit.SECONDS).value()).isEqualTo("x");
            }
        }
        assertThat(worked).hasValue(1);
    }

    @Test
    void goesOnForTheOthersWhenTheFirstGoesAwayAndEndsWithTheLast() throws Exception {
        AtomicBoolean firstGone = new AtomicBoolean();
        AtomicBoolean secondGone = new AtomicBoolean();
        CountDownLatch started = new CountDownLatch(1);
        AtomicBoolean abandoned = new AtomicBoolean();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> first = threads.submit(() -> shared.get(KEY, firstGone::get, nobodyWaits -> {
                started.countDown();
                Awaitility.await().until(nobodyWaits::getAsBoolean);
                abandoned.set(true);
                throw new CancelledException();
            }));
            started.await();
            Future<?> second = threads.submit(() -> {
                assertThatThrownBy(() -> shared.get(KEY, secondGone::get, _ -> "never"))
                        .isInstanceOf(CancelledException.class);
            });
            Awaitility.await().during(java.time.Duration.ofMillis(60)).until(() -> !second.isDone());
            firstGone.set(true);
            Awaitility.await().during(java.time.Duration.ofMillis(60)).until(() -> !abandoned.get());
            secondGone.set(true);
            second.get();
            assertThatThrownBy(first::get).hasCauseInstanceOf(CancelledException.class);
        }
        assertThat(get("new").value()).isEqualTo("new");
    }

    @Test
    void forgetsTheOldestWhenThereIsTooMuch() {
        Results<String> results = new Results<>(10_000, String::length);
        for (int i = 0; i < 100; i++) {
            results.keep(Key.of("k").add("" + i).key(), "x".repeat(500));
            assertThat(results.find(Key.of("k").add("0").key()))
                    .as("used again and again")
                    .isPresent();
        }
        assertThat(results.find(Key.of("k").add("1").key())).isEmpty();
        assertThat(results.find(Key.of("k").add("99").key())).isPresent();
        results.keep(Key.of("huge").key(), "x".repeat(5_000));
        assertThat(results.find(Key.of("huge").key())).isEmpty();
    }

    @Test
    void tellsRequestsApartWhosePartsRunTogetherTheSame() {
        assertThat(Key.of("k").add("ab").add("c").key())
                .isNotEqualTo(Key.of("k").add("a").add("bc").key());
    }

    private Shared.Found<String> get(String value) {
        return shared.get(KEY, () -> false, _ -> value);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
