package dev.triptych.teacher.limit;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;

/**
 * A teacher and the processes that ask it, in virtual time: the same seed gives the same run, and a run of minutes takes
 * milliseconds. Calls take log-normal times that are drawn before the run.
 */
final class SimulatedTeacher {
    /**
     * How one run went; times are seconds. {@code openEachTenth}: calls at the teacher, each tenth of a second; {@code
     * shares}: the same of each process.
     */
    record Result(
            int answered,
            double makespan,
            double perfect,
            int refusedWhenFull,
            int refusedAtRandom,
            List<Integer> openEachTenth,
            List<List<Integer>> shares) {
        /** Makespan of a perfect scheduler, who is never refused, by ours. */
        double efficiency() {
            return perfect / makespan;
        }

        /** Most calls at the teacher between two moments. */
        int most(double from, double to) {
            return sample(from, to).stream().mapToInt(Integer::intValue).max().orElse(0);
        }

        /** Fewest calls at the teacher between two moments. */
        int least(double from, double to) {
            return sample(from, to).stream().mapToInt(Integer::intValue).min().orElse(0);
        }

        /** Calls at the teacher between two moments, on average. */
        double mean(double from, double to) {
            return average(sample(openEachTenth, from, to));
        }

        /** Calls of one process at the teacher between two moments, on average. */
        double share(int process, double from, double to) {
            return average(sample(shares.get(process), from, to));
        }

        private List<Integer> sample(double from, double to) {
            return sample(openEachTenth, from, to);
        }

        private static double average(List<Integer> counts) {
            return counts.stream().mapToInt(Integer::intValue).average().orElse(0);
        }

        private static List<Integer> sample(List<Integer> all, double from, double to) {
            return all.subList(Math.min(all.size(), (int) (from * 10)), Math.min(all.size(), (int) (to * 10)));
        }
    }

    private record Event(long at, long order, Runnable what) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            return at != other.at ? Long.compare(at, other.at) : Long.compare(order, other.order);
        }
    }

    private static final long WIRE = Duration.ofNanos(500_000).toNanos();
    private static final long REFUSING = Duration.ofMillis(1).toNanos();
    private static final long PREPARING = Duration.ofMillis(5).toNanos();
    private static final long TELLING_EVERY = Duration.ofSeconds(2).toNanos();
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
    private static final long END = Duration.ofMinutes(30).toNanos();

    private final Random random;
    private final long[] durations;
    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private final Deque<Runnable> queue = new ArrayDeque<>();
    private final List<Process> processes = new ArrayList<>();
    private final List<Integer> series = new ArrayList<>();
    private int slots = 64;
    private double slowness = 1;
    private boolean queues;
    private double randomRefusals;
    private double newsMin = WIRE / 1e9;
    private double newsMax = WIRE / 1e9;
    private Bounds bounds = Bounds.of(16, 512);
    private int replicas = 1;
    private double startEvery;
    private int asksPerProcess = 300;

    private long now;
    private long order;
    private int busy;
    private int next;
    private int answered;
    private int full;
    private int chance;
    private long firstSent = -1;
    private long lastByte;

    SimulatedTeacher(long seed, int calls, double meanSeconds, double sigma) {
        this.random = new Random(seed);
        this.durations = random.doubles(calls)
                .map(unused -> random.nextGaussian())
                .mapToLong(z -> (long) (1e9 * meanSeconds * Math.exp(sigma * z - sigma * sigma / 2)))
                .toArray();
    }

    SimulatedTeacher slots(int count) {
        slots = count;
        return this;
    }

    /** Takes any number of calls, and lets those wait that it has no slot for. */
    SimulatedTeacher queueing() {
        queues = true;
        return this;
    }

    SimulatedTeacher refusingAtRandom(double share) {
        randomRefusals = share;
        return this;
    }

    /** How long a call is on its way to the teacher, and news of it on the way back: seconds, drawn evenly. */
    SimulatedTeacher news(double least, double most) {
        newsMin = least;
        newsMax = most;
        return this;
    }

    SimulatedTeacher bounds(int start, int max) {
        bounds = Bounds.of(start, max);
        return this;
    }

    SimulatedTeacher replicas(int count) {
        replicas = count;
        return this;
    }

    /** Each process starts so many seconds after the one before. */
    SimulatedTeacher startingEvery(double seconds) {
        startEvery = seconds;
        return this;
    }

    /** How many asks one process has at the limiter. */
    SimulatedTeacher asksPerProcess(int count) {
        asksPerProcess = count;
        return this;
    }

    SimulatedTeacher changing(double atSecond, int newSlots) {
        at((long) (atSecond * 1e9), () -> {
            slots = newSlots;
            serveQueue();
        });
        return this;
    }

    /** From then on calls take so many times as long, whoever asks how many: the work has changed. */
    SimulatedTeacher slowing(double atSecond, double times) {
        at((long) (atSecond * 1e9), () -> slowness = times);
        return this;
    }

    Result run() {
        for (int i = 0; i < replicas; i++) {
            Process process = new Process();
            processes.add(process);
            at((long) (i * startEvery * 1e9), () -> {
                process.take();
                process.tell();
            });
        }
        at(0, this::sample);
        while (answered < durations.length && !events.isEmpty() && now < END) {
            Event event = events.remove();
            now = event.at();
            event.what().run();
        }
        return new Result(answered, (lastByte - firstSent) / 1e9, perfect(), full, chance, series, shares());
    }

    private List<List<Integer>> shares() {
        return processes.stream().map(process -> process.series).toList();
    }

    private void sample() {
        series.add(busy + queue.size());
        processes.forEach(process -> process.series.add(process.atTeacher));
        at(now + 100_000_000L, this::sample);
    }

    /** The list scheduler over the same durations in the same order. */
    private double perfect() {
        PriorityQueue<Long> free = new PriorityQueue<>();
        for (int i = 0; i < slots; i++) {
            free.add(0L);
        }
        long last = 0;
        for (long duration : durations) {
            long end = free.remove() + duration;
            last = Math.max(last, end);
            free.add(end);
        }
        return last / 1e9;
    }

    private void at(long time, Runnable what) {
        events.add(new Event(time, order++, what));
    }

    private long later() {
        return now + (long) (1e9 * (newsMin + (newsMax - newsMin) * (newsMin == newsMax ? 0 : random.nextDouble())));
    }

    private void serveQueue() {
        while (busy < slots && !queue.isEmpty()) {
            queue.remove().run();
        }
    }

    /** One of ours, with a gate of its own. */
    private final class Process {
        private final Gate gate = new Gate(bounds, 0);
        private final Map<Turn, Integer> waiting = new HashMap<>();
        private final List<Integer> series = new ArrayList<>();
        private int asking;
        private boolean told;
        private int atTeacher;
        private long wakeAt = Long.MAX_VALUE;

        /** As each process does with its lease: says that it asks, and hears who else does. */
        void tell() {
            told = asking > 0;
            gate.shared(
                    (int) processes.stream()
                            .filter(process -> process.told || process == this)
                            .count(),
                    now);
            pump();
            at(now + TELLING_EVERY, this::tell);
        }

        void take() {
            while (asking < asksPerProcess && next < durations.length) {
                asking++;
                waiting.put(gate.ask("run", Optional.empty(), now), next++);
            }
            pump();
        }

        private void pump() {
            List<Turn> granted = gate.grant(now);
            for (Turn turn : granted) {
                if (turn.stage == Turn.Stage.ADMITTED) {
                    at(now + PREPARING, () -> {
                        gate.ready(turn);
                        pump();
                    });
                } else {
                    int call = waiting.remove(turn);
                    if (firstSent < 0) {
                        firstSent = now;
                    }
                    at(later(), () -> arrive(turn, call));
                }
            }
            long wake = gate.nextAt(now);
            if (wake != Long.MAX_VALUE && (wake < wakeAt || wakeAt <= now)) {
                wakeAt = wake;
                at(wake, this::pump);
            }
        }

        private void arrive(Turn turn, int call) {
            if (random.nextDouble() < randomRefusals) {
                chance++;
                at(REFUSING + later(), () -> refused(turn, call));
            } else if (busy < slots) {
                atTeacher++;
                serve(turn, call);
            } else if (queues) {
                atTeacher++;
                queue.add(() -> serve(turn, call));
            } else {
                full++;
                at(REFUSING + later(), () -> refused(turn, call));
            }
        }

        private void serve(Turn turn, int call) {
            busy++;
            at(now + (long) (durations[call] * slowness), () -> {
                busy--;
                atTeacher--;
                answered++;
                lastByte = now;
                serveQueue();
                at(later(), () -> {
                    gate.completed(turn, 100, now);
                    asking--;
                    take();
                });
            });
        }

        private void refused(Turn turn, int call) {
            gate.refused(turn, Optional.of(RETRY_AFTER), now);
            Turn again = gate.ask(
                    turn.run,
                    Optional.of(new Turn.Again(turn.call.orElseThrow().sent().at, turn.refusedUntil.getAsLong())),
                    now);
            waiting.put(again, call);
            pump();
        }
    }
}
