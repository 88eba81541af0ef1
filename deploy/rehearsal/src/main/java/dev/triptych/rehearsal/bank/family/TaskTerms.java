package dev.triptych.rehearsal.bank.family;

import static dev.triptych.rehearsal.bank.Call.call;
import static dev.triptych.rehearsal.bank.Call.calls;

import dev.triptych.rehearsal.bank.*;
import jakarta.inject.Singleton;
import java.util.*;
import java.util.stream.*;

/** Plans tasks with prerequisites into terms. */
@Singleton
final class TaskTerms implements FamilySource {
    @Override
    public Family family() {
        Family family = Family.named("task-terms")
                .entry("count_terms", "plan_terms", "study_length")
                .takes("needs: list[list[int]]")
                .gives("int")
                .numbers("capacity", 2, 9)
                .numbers("pause", 2, 6)
                .wording("""
                        Tasks are numbered from 0; `needs` lists for each of them the numbers of the tasks that must be done before. In a term at most $capacity tasks can be done, and only tasks whose needs were all done in earlier terms; whenever there are more, those with the smallest numbers are done first. Each $pause. term (term number $pause, twice that, and so on, counted from 1) is a pause in which nothing is done.
                        Write a Python function `$signature` that returns the number of the term in which the last task is done, 0 if there are no tasks, and -1 if some task can never be done.
                        """)
                .wording("""
                        A workshop runs in rounds 1, 2, 3 and so on. Every round finishes up to $capacity jobs, always the lowest-numbered among those whose requirements were finished in rounds before; but rounds whose number is a multiple of $pause are kept free for maintenance. `needs` holds for every job, by its position, a list of the jobs that it requires. Implement `$signature`: return the round in which everything is finished, 0 without jobs, or -1 if the requirements can never be met.
                        """)
                .solution("""
                        def $signature:
                            done = set()
                            term = 0
                            while len(done) < len(needs):
                                term += 1
                                if term % $pause == 0:
                                    continue
                                ready = [task for task, before in enumerate(needs) if task not in done and done.issuperset(before)]
                                if not ready:
                                    return -1
                                done.update(ready[:$capacity])
                            return term
                        """)
                .slip("ready[:$capacity]", "ready")
                .slip("ready[:$capacity]", "ready[-$capacity:]")
                .slip("term % $pause == 0", "term % $pause == 1")
                .slip("            return -1\n", "            return term\n")
                .check("few", call(List.of()), call(List.of(List.of())), call(List.of(List.of(1), List.of())))
                .check("chain", call(chain(5)), call(chain(13)))
                .check(
                        "many_at_once",
                        call(Collections.nCopies(9, List.of())),
                        call(Collections.nCopies(40, List.of())),
                        call(Collections.nCopies(65, List.of())))
                .check(
                        "smallest_first",
                        p -> calls(call(tail(p.number("capacity"), 6)), call(tail(p.number("capacity"), 11))))
                .check(
                        "never",
                        call(List.of(List.of(0))),
                        call(List.of(List.of(), List.of(2), List.of(1), List.of(0), List.of(0))),
                        call(List.of(List.of(3), List.of(0), List.of(1), List.of(2))))
                .example(call(List.of(List.of(), List.of(0))))
                .example(call(List.of(List.of(), List.of(), List.of(0, 1))))
                .trivial(call(List.of()))
                .answer((p, c) -> terms(c.rows(0), p.number("capacity"), p.number("pause")));
        return inputs(inCpp(family));
    }

    private static Family inCpp(Family family) {
        return family.cpp("""
                        $head {
                            vector<long long> finished(needs.size(), 0);
                            size_t left = needs.size();
                            long long term = 0;
                            while (left > 0) {
                                term++;
                                if (term % $pause == 0) {
                                    continue;
                                }
                                long long room = $capacity;
                                for (size_t task = 0; task < needs.size() && room > 0; task++) {
                                    bool ready = finished[task] == 0;
                                    for (long long need : needs[task]) {
                                        ready = ready && finished[need] > 0 && finished[need] < term;
                                    }
                                    if (ready) {
                                        finished[task] = term;
                                        room--;
                                        left--;
                                    }
                                }
                                if (room == $capacity) {
                                    return -1;
                                }
                            }
                            return term;
                        }
                        """)
                .cppSlip(" && finished[need] < term", "")
                .cppSlip("term % $pause == 0", "term % $pause == 1")
                .cppSlip("return -1;", "return term;")
                .cppSlip("needs.size() && room > 0", "needs.size()");
    }

    private static Family inputs(Family family) {
        return family.generator("""
                        def draw(random):
                            count = random.choice([0, 1, $capacity, $capacity + 1, random.randint(0, 14)])
                            places = list(range(count))
                            if random.random() < 0.5:
                                random.shuffle(places)
                            share = random.choice([0.05, 0.2, 0.5])
                            needs = [[] for _ in range(count)]
                            for later in range(count):
                                needs[places[later]] = [places[earlier] for earlier in range(later) if random.random() < share]
                            if count and random.random() < 0.3:
                                needs[random.randrange(count)].append(random.randrange(count))
                            return [needs]
                        """).validator("""
                        def valid(needs):
                            return isinstance(needs, list) and all(
                                isinstance(before, list) and all(type(task) is int and 0 <= task < len(needs) for task in before) for before in needs)
                        """);
    }

    private static List<List<Integer>> chain(int length) {
        return IntStream.range(0, length)
                .mapToObj(task -> task == 0 ? List.<Integer>of() : List.of(task - 1))
                .toList();
    }

    /** A chain behind the first task, beside as many free tasks with higher numbers as fit into one term. */
    private static List<List<Integer>> tail(int capacity, int length) {
        List<List<Integer>> needs = new ArrayList<>(chain(length));
        for (int free = 0; free < capacity; free++) {
            needs.add(List.of());
        }
        return needs;
    }

    /** By the term of each task, task by task. */
    private static long terms(List<List<Long>> needs, int capacity, int pause) {
        long[] finished = new long[needs.size()];
        int left = needs.size();
        long last = 0;
        for (int term = 1; left > 0; term++) {
            if (term % pause == 0) {
                continue;
            }
            int room = capacity;
            for (int task = 0; task < finished.length && room > 0; task++) {
                int now = term;
                if (finished[task] == 0
                        && needs.get(task).stream()
                                .allMatch(need -> finished[need.intValue()] > 0 && finished[need.intValue()] < now)) {
                    finished[task] = term;
                    room--;
                    left--;
                    last = term;
                }
            }
            if (room == capacity) {
                return -1;
            }
        }
        return last;
    }
}
