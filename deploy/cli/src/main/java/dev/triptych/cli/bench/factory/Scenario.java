package dev.triptych.cli.bench.factory;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A row of the measurement: a teacher of 64 slots with log-normal service times, what the factory is told of it, and
 * what goes wrong.
 *
 * @param chain whether each row is a question, its solution and tests, and a response; else it is one response to a
 *     given question
 * @param mean of the teacher's service times
 * @param told whether the factory is told the teacher's capacity
 * @param whenFull what the teacher does with a call beyond its capacity: {@code queue} or {@code refuse}
 * @param refused share of calls refused with 429 at random
 * @param kills when services are killed
 */
public record Scenario(
        String name,
        String words,
        boolean chain,
        Duration mean,
        boolean told,
        String whenFull,
        double refused,
        Kills kills) {
    public static final int SLOTS = 64;

    /** Standard deviation of the logarithm of service times. */
    static final double SIGMA = 0.6;

    private static final Duration HALF = Duration.ofMillis(500);

    /** When services die by SIGKILL. */
    public enum Kills {
        NONE,
        /** All at once when 45 % of the calls are answered. */
        ALL_AT_45_PERCENT,
        /** One every five seconds, by turns. */
        BY_TURNS
    }

    public static final List<Scenario> ALL = List.of(
            new Scenario("A", "one step, 64 slots told", false, HALF, true, "queue", 0, Kills.NONE),
            new Scenario("B05", "chain of a triplet, mean 0.5 s", true, HALF, true, "queue", 0, Kills.NONE),
            new Scenario(
                    "B5", "chain of a triplet, mean 5 s", true, HALF.multipliedBy(10), true, "queue", 0, Kills.NONE),
            new Scenario("C", "64 slots hidden, 429 above", false, HALF, false, "refuse", 0, Kills.NONE),
            new Scenario("D", "5 % of calls refused at random", false, HALF, true, "queue", 0.05, Kills.NONE),
            new Scenario(
                    "E45", "SIGKILL of every service at 45 %", false, HALF, true, "queue", 0, Kills.ALL_AT_45_PERCENT),
            new Scenario(
                    "E5s", "SIGKILL of a service every 5 s, by turns", false, HALF, true, "queue", 0, Kills.BY_TURNS));

    /** Scenarios that a name or the beginning of names stands for; {@code all} is every one. */
    public static List<Scenario> matching(String name) {
        return ALL.stream()
                .filter(scenario ->
                        name.equals("all") || !name.isEmpty() && scenario.name().startsWith(name))
                .toList();
    }

    /** The same with a teacher that takes so many times as long: what the machine is too slow for then weighs less. */
    public Scenario slowed(int times) {
        return times == 1
                ? this
                : new Scenario(
                        name + "x" + times,
                        words + ", clock slowed " + times + " times",
                        chain,
                        mean.multipliedBy(times),
                        told,
                        whenFull,
                        refused,
                        kills);
    }

    /** Whether any teacher will do: its questions are given, and nothing is killed. */
    public boolean anywhere() {
        return !chain && kills == Kills.NONE;
    }

    /** Rows to ask for, where nobody says how many. */
    public int rows() {
        return chain ? 600 : 2_000;
    }

    /** Rows to ask for before, so that what is measured is not the start. */
    public int warmUp() {
        return chain ? 100 : 600;
    }

    /** Settings of the rehearsal teacher; one that makes no mistakes, so that every row is one row. */
    public Map<String, String> rehearsal() {
        Map<String, String> settings = new HashMap<>(Map.of(
                "slots", Integer.toString(SLOTS),
                "when-full", whenFull,
                "latency-mean", mean.toString(),
                "latency-sigma", Double.toString(SIGMA),
                "faults.refuse", Double.toString(refused)));
        for (String kind : List.of(
                "abstain",
                "unreadable",
                "common",
                "solution-wrong",
                "solution-cheating",
                "tests-weak",
                "tests-wrong",
                "tests-shadowing",
                "tests-cheating",
                "style-leaky",
                "unclosed-thinking")) {
            settings.put("rates." + kind, "0");
        }
        return settings;
    }

    /** Settings of the profile by which it is asked. */
    public Map<String, String> asking() {
        String slots = Integer.toString(SLOTS);
        return told ? Map.of("concurrency", slots, "concurrency-start", slots) : Map.of();
    }
}
