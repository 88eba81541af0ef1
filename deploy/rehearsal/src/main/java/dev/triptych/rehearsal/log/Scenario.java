package dev.triptych.rehearsal.log;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** The calls since the last reset, for measurements; in memory. Calls that began before the reset are left out. */
public final class Scenario {
    /** How a call ended. */
    public enum Ending {
        /** The whole reply was sent. */
        FULL,
        /** It had a slot, but the client left or a fault was played. */
        CUT,
        /** 429. */
        REFUSED,
        /** Another failure that needed no slot. */
        FAILED
    }

    /**
     * One call.
     *
     * @param request a hash of model, texts and sampling
     * @param prompt the SHA-256 of the message, which fixes the drawn time
     * @param endedAt when the last byte of a full reply was handed to the connection
     * @param drawn how long it was to take
     */
    public record Call(
            String model,
            String key,
            String request,
            String prompt,
            Ending ending,
            Instant startedAt,
            Instant endedAt,
            Duration drawn) {
        /** How long it held a slot; nothing for calls that had none. */
        public Duration served() {
            return heldASlot() ? Duration.between(startedAt, endedAt) : Duration.ZERO;
        }

        boolean heldASlot() {
            return ending == Ending.FULL || ending == Ending.CUT;
        }

        private Duration servedWithin(Instant from, Instant to) {
            Instant start = startedAt.isAfter(from) ? startedAt : from;
            Instant end = endedAt.isBefore(to) ? endedAt : to;
            return heldASlot() && end.isAfter(start) ? Duration.between(start, end) : Duration.ZERO;
        }
    }

    /** Between two completions, where neither start nor end of a run disturbs. */
    public record Steady(Instant from, Instant to, Duration busy) {}

    /**
     * Sums over one model.
     *
     * @param repeatedRequests full replies beyond the first to an equal request
     * @param repeatedKeys full replies beyond the first under the same key
     * @param busy time that slots were held, by full and by cut calls
     * @param served how long the full replies took
     * @param drawn how long they were to take
     * @param steady from the 10th to the 90th percentile of the completions; absent for fewer than two of them
     */
    public record Statistics(
            Map<Ending, Long> calls,
            long repeatedRequests,
            long repeatedKeys,
            Duration busy,
            Duration served,
            Duration drawn,
            Optional<Instant> firstCallAt,
            Optional<Instant> lastReplyAt,
            Optional<Steady> steady) {}

    private static final int CALLS_MAX = 100_000;

    private final List<Call> calls = new ArrayList<>();
    private Instant startedAt;
    private long dropped;

    public Scenario(Instant now) {
        startedAt = now;
    }

    /** Forgets all calls. */
    public synchronized void reset(Instant now) {
        startedAt = now;
        calls.clear();
        dropped = 0;
    }

    public synchronized Instant startedAt() {
        return startedAt;
    }

    /** Calls that were not kept because there were too many; statistics are worthless if there are any. */
    public synchronized long dropped() {
        return dropped;
    }

    public synchronized void add(Call call) {
        if (call.startedAt().isBefore(startedAt)) {
            return;
        }
        if (calls.size() >= CALLS_MAX) {
            dropped++;
            return;
        }
        calls.add(call);
    }

    /** A full reply whose last bytes could not be sent after all. */
    public synchronized void takeBack(Call call) {
        int at = calls.lastIndexOf(call);
        if (at >= 0) {
            calls.set(
                    at,
                    new Call(
                            call.model(),
                            call.key(),
                            call.request(),
                            call.prompt(),
                            Ending.CUT,
                            call.startedAt(),
                            call.endedAt(),
                            call.drawn()));
        }
    }

    /** In the order in which they ended. */
    public synchronized List<Call> calls(String model) {
        return calls.stream().filter(call -> call.model().equals(model)).toList();
    }

    public Statistics statistics(String model) {
        return statistics(calls(model));
    }

    private static Statistics statistics(List<Call> calls) {
        Map<Ending, Long> byEnding = new HashMap<>();
        calls.forEach(call -> byEnding.merge(call.ending(), 1L, Long::sum));
        List<Call> full =
                calls.stream().filter(call -> call.ending() == Ending.FULL).toList();
        return new Statistics(
                byEnding,
                repeated(full, Call::request),
                repeated(full, Call::key),
                sum(calls.stream().map(Call::served)),
                sum(full.stream().map(Call::served)),
                sum(full.stream().map(Call::drawn)),
                calls.stream().map(Call::startedAt).min(Instant::compareTo),
                full.stream().map(Call::endedAt).max(Instant::compareTo),
                steady(calls, full));
    }

    private static Optional<Steady> steady(List<Call> calls, List<Call> full) {
        List<Instant> ends = full.stream().map(Call::endedAt).sorted().toList();
        if (ends.size() < 2) {
            return Optional.empty();
        }
        Instant from = ends.get((ends.size() - 1) / 10);
        Instant to = ends.get((ends.size() - 1) * 9 / 10);
        return Optional.of(new Steady(from, to, sum(calls.stream().map(call -> call.servedWithin(from, to)))));
    }

    private static long repeated(List<Call> full, Function<Call, String> by) {
        return full.size() - full.stream().map(by).distinct().count();
    }

    private static Duration sum(Stream<Duration> durations) {
        return durations.reduce(Duration.ZERO, Duration::plus);
    }
}
