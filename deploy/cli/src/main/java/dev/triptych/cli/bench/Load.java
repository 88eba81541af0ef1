package dev.triptych.cli.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** A closed loop: so many at once, each begins anew when its last one has ended, for a given time. */
final class Load {
    /** A load that fails so often is broken; going on would measure failures. */
    private static final int WRONG_MAX = 1_000;

    private static final int WHY_CHARS_MAX = 300;

    private final int atOnce;
    private final AtomicLong numbers;

    /** @param first the first number; never used before on the same service, or its results may be remembered */
    Load(int atOnce, long first) {
        this.atOnce = atOnce;
        this.numbers = new AtomicLong(first);
    }

    /** One of those that work at once. */
    interface Client extends AutoCloseable {
        /** Does the work with this number; empty when its end was as it had to be, else what it was. */
        Optional<String> work(long number) throws InterruptedException;

        @Override
        default void close() {}
    }

    /** Makes the clients, each for a thread of its own. */
    interface Clients {
        Client open();
    }

    /** What the clients of one load did. */
    record Done(double seconds, List<Long> latenciesNanos, long wrong, Optional<String> firstWrong) {}

    Done run(Duration time, Clients clients) throws InterruptedException {
        List<List<Long>> latencies = new ArrayList<>();
        AtomicLong wrong = new AtomicLong();
        AtomicReference<Optional<String>> first = new AtomicReference<>(Optional.empty());
        List<Thread> threads = new ArrayList<>();
        long began = System.nanoTime();
        long until = began + time.toNanos();
        for (int i = 0; i < atOnce; i++) {
            List<Long> own = new ArrayList<>();
            latencies.add(own);
            threads.add(Thread.ofPlatform().daemon().name("load-" + i).start(() -> {
                try (Client client = clients.open()) {
                    while (System.nanoTime() < until && wrong.get() < WRONG_MAX) {
                        long start = System.nanoTime();
                        Optional<String> problem = client.work(numbers.incrementAndGet());
                        own.add(System.nanoTime() - start);
                        if (problem.isPresent()) {
                            wrong.incrementAndGet();
                            first.compareAndSet(Optional.empty(), problem.map(Load::shortened));
                        }
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        List<Long> all = new ArrayList<>();
        latencies.forEach(all::addAll);
        Collections.sort(all);
        return new Done(seconds, all, wrong.get(), first.get());
    }

    private static String shortened(String why) {
        return why.length() <= WHY_CHARS_MAX ? why : why.substring(0, WHY_CHARS_MAX) + "…";
    }
}
