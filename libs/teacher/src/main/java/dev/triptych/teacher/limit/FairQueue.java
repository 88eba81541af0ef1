package dev.triptych.teacher.limit;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Predicate;

/** Those who wait: each run in turn, within a run first come first served, those that were refused before the others. */
final class FairQueue {
    private final SequencedMap<String, Waiting> runs = new LinkedHashMap<>();
    private int size;

    private record Waiting(Deque<Turn> again, Deque<Turn> fresh) {
        boolean isEmpty() {
            return again.isEmpty() && fresh.isEmpty();
        }
    }

    void add(Turn turn) {
        Waiting waiting = runs.computeIfAbsent(turn.run, run -> new Waiting(new ArrayDeque<>(), new ArrayDeque<>()));
        (turn.again.isPresent() ? waiting.again() : waiting.fresh()).add(turn);
        size++;
    }

    boolean remove(Turn turn) {
        Waiting waiting = runs.get(turn.run);
        if (waiting == null || !waiting.again().remove(turn) && !waiting.fresh().remove(turn)) {
            return false;
        }
        if (waiting.isEmpty()) {
            runs.remove(turn.run);
        }
        size--;
        return true;
    }

    /** Takes the next whose time has come; its run goes to the end of the round. */
    Optional<Turn> next(Predicate<Turn> timeHasCome) {
        for (Iterator<Map.Entry<String, Waiting>> round = runs.entrySet().iterator(); round.hasNext(); ) {
            Map.Entry<String, Waiting> run = round.next();
            Optional<Turn> next = next(run.getValue(), timeHasCome);
            if (next.isPresent()) {
                size--;
                round.remove();
                if (!run.getValue().isEmpty()) {
                    runs.putLast(run.getKey(), run.getValue());
                }
                return next;
            }
        }
        return Optional.empty();
    }

    /** When the first of those that were refused has waited for as long as the teacher wished. */
    long earliest() {
        return runs.values().stream()
                .flatMap(waiting -> waiting.again().stream())
                .flatMap(turn -> turn.again.stream())
                .mapToLong(Turn.Again::until)
                .min()
                .orElse(Long.MAX_VALUE);
    }

    int size() {
        return size;
    }

    private static Optional<Turn> next(Waiting waiting, Predicate<Turn> timeHasCome) {
        for (Iterator<Turn> refused = waiting.again().iterator(); refused.hasNext(); ) {
            Turn turn = refused.next();
            if (timeHasCome.test(turn)) {
                refused.remove();
                return Optional.of(turn);
            }
        }
        return Optional.ofNullable(waiting.fresh().poll());
    }
}
