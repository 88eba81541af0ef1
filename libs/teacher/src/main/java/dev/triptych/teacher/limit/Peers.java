package dev.triptych.teacher.limit;

import java.util.Map;

/** What the processes that ask the same teachers tell each other, by profile. */
public interface Peers {
    /** Of a process that has none. */
    Peers NONE = new Peers() {
        @Override
        public Map<String, Limiter.State> own() {
            return Map.of();
        }

        @Override
        public void others(Map<String, Integer> processes) {}
    };

    /** What this process has open at the teachers that it asks just now. */
    Map<String, Limiter.State> own();

    /** How many other processes ask each teacher just now; one that is not named is asked by none. */
    void others(Map<String, Integer> processes);
}
