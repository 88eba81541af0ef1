package dev.triptych.teacher.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.triptych.teacher.journal.GroupCommit.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class GroupCommitTest {
    private final List<Integer> groups = new CopyOnWriteArrayList<>();
    private final CountDownLatch mayCommit = new CountDownLatch(1);

    @Test
    void whatComesWhileAGroupIsCommittedMakesTheNextGroup() throws Exception {
        try (GroupCommit<Integer, String> commits = new GroupCommit<>("test", Duration.ZERO, this::commit);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            AtomicInteger started = new AtomicInteger();
            List<Future<String>> results = new ArrayList<>();
            results.add(threads.submit(() -> commits.commit(0)));
            await().until(() -> groups.size() == 1);
            for (int number = 1; number <= 100; number++) {
                int mine = number;
                results.add(threads.submit(() -> {
                    started.incrementAndGet();
                    return commits.commit(mine);
                }));
            }
            await().until(() -> started.get() == 100);
            mayCommit.countDown();
            for (int number = 0; number <= 100; number++) {
                assertThat(results.get(number).get()).isEqualTo("done " + number);
            }
        }
        assertThat(groups).hasSizeLessThan(20).allMatch(size -> size <= GroupCommit.GROUP_MAX);
        assertThat(groups.stream().mapToInt(Integer::intValue).sum()).isEqualTo(101);
    }

    /** The clock stands still until all have come, so the working thread wakes too early again and again. */
    @Test
    void whatComesBeforeThePaceAllowsTheNextGroupIsInItHoweverOftenTheThreadWakes() throws Exception {
        mayCommit.countDown();
        Duration pace = Duration.ofMillis(20);
        AtomicLong clock = new AtomicLong();
        AtomicInteger looks = new AtomicInteger();
        try (GroupCommit<Integer, String> commits = new GroupCommit<>("test", pace, this::commit, () -> {
                    looks.incrementAndGet();
                    return clock.get();
                });
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            assertThat(commits.commit(0)).isEqualTo("done 0");
            List<Future<String>> results = new ArrayList<>();
            results.add(threads.submit(() -> commits.commit(1)));
            int before = looks.get();
            await().until(() -> looks.get() > before + 3);
            results.add(threads.submit(() -> commits.commit(2)));
            results.add(threads.submit(() -> commits.commit(3)));
            await().until(() -> commits.waiting() == 3);
            clock.addAndGet(pace.toNanos());
            for (Future<String> result : results) {
                assertThat(result.get()).startsWith("done");
            }
        }
        assertThat(groups).containsExactly(1, 3);
    }

    @Test
    void aFailureIsEverybodysWhoWasInTheGroup() {
        try (GroupCommit<Integer, String> commits = new GroupCommit<>("test", Duration.ZERO, group -> {
            throw new IllegalStateException("no database");
        })) {
            assertThatThrownBy(() -> commits.commit(1)).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> commits.commit(2)).hasMessage("no database");
        }
    }

    @Test
    void anInterruptedCallerLearnsWhatBecameOfItAndStaysInterrupted() throws Exception {
        try (GroupCommit<Integer, String> commits = new GroupCommit<>("test", Duration.ZERO, this::commit);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CountDownLatch interrupted = new CountDownLatch(1);
            Future<String> result = threads.submit(() -> {
                Thread.currentThread().interrupt();
                interrupted.countDown();
                return commits.commit(7) + " " + Thread.interrupted();
            });
            interrupted.await();
            mayCommit.countDown();
            assertThat(result.get()).isEqualTo("done 7 true");
        }
    }

    @Test
    void aFailureOfOneItemIsItsCallersAlone() throws Exception {
        mayCommit.countDown();
        try (GroupCommit<Integer, String> commits =
                        new GroupCommit<>("test", Duration.ofMillis(200), group -> group.stream()
                                .<Outcome<String>>map(number -> number % 2 == 0
                                        ? new Outcome.Done<>("done " + number)
                                        : new Outcome.Failed<>(new IllegalStateException("odd " + number)))
                                .toList());
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            assertThat(commits.commit(0)).isEqualTo("done 0");
            List<Future<String>> results = new ArrayList<>();
            for (int number = 1; number <= 4; number++) {
                int mine = number;
                results.add(threads.submit(() -> commits.commit(mine)));
            }
            assertThat(results.get(1).get()).isEqualTo("done 2");
            assertThat(results.get(3).get()).isEqualTo("done 4");
            assertThatThrownBy(results.get(0)::get).hasRootCauseMessage("odd 1");
            assertThatThrownBy(results.get(2)::get).hasRootCauseMessage("odd 3");
        }
    }

    private List<Outcome<String>> commit(List<Integer> group) {
        groups.add(group.size());
        try {
            mayCommit.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return group.stream()
                .<Outcome<String>>map(number -> new Outcome.Done<>("done " + number))
                .toList();
    }
}
