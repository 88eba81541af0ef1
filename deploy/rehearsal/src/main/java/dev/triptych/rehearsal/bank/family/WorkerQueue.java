package dev.triptych.rehearsal.bank.family;

import static dev.triptych.rehearsal.bank.Call.call;
import static dev.triptych.rehearsal.bank.Call.calls;

import dev.triptych.rehearsal.bank.*;
import jakarta.inject.Singleton;
import java.util.*;
import java.util.stream.*;

/** When jobs end that some workers share. */
@Singleton
final class WorkerQueue implements FamilySource {
    @Override
    public Family family() {
        Family family = Family.named("worker-queue")
                .entry("finish_times", "job_ends", "serve_queue")
                .takes("jobs: list[int]")
                .gives("list[int]")
                .numbers("workers", 2, 7)
                .numbers("setup", 0, 5)
                .wording("""
                        $workers workers take jobs from a queue in the order of the list `jobs`, which holds their lengths in minutes. At minute 0 all workers are free; a worker who is free takes the next job at once. Before each job but the first of a worker there are $setup minutes of setup; a job of length 0 or less is dropped from the queue without anybody working on it. Write a Python function `$signature` that returns the minutes at which the jobs end, in the order of the queue without the dropped ones.
                        """)
                .wording("""
                        In a workshop with $workers identical machines, orders are started in the order in which they came, each on the machine that is free first. A machine that has already run an order needs $setup minutes of cleaning before the next one. Implement `$signature`: `jobs` gives the running time of every order; return the list of their completion times, counted from the opening, in the order of `jobs`. Orders whose running time is not positive are cancelled: they use no machine and are missing in the result.
                        """)
                .solution("""
                        def $signature:
                            import heapq
                            free = [-$setup] * $workers
                            ends = []
                            for length in jobs:
                                if length <= 0:
                                    continue
                                end = heapq.heappop(free) + $setup + length
                                heapq.heappush(free, end)
                                ends.append(end)
                            return ends
                        """)
                .slip("[-$setup] * $workers", "[-$setup - 1] * $workers")
                .slip("[-$setup] * $workers", "[-$setup] * ($workers - 1)")
                .slip("length <= 0", "length < 0")
                .slip("    return ends", "    return sorted(ends, reverse=True)")
                .check("nothing", call(List.of()), call(List.of(0, 0)), call(List.of(-5)), call(List.of(9)))
                .check(
                        "as_many_as_workers",
                        p -> calls(call(IntStream.rangeClosed(1, p.number("workers"))
                                .boxed()
                                .toList())))
                .check(
                        "one_more",
                        p -> calls(
                                call(Collections.nCopies(p.number("workers") + 1, 10)),
                                call(Collections.nCopies(3 * p.number("workers") + 2, 7))))
                .check("dropped", call(List.of(5, 0, 3, -1, 4, 0, 6, 2, 0, 8, 0, 1)))
                .check("mixed", call(List.of(30, 2, 25, 3, 20, 4, 15, 5, 10, 6, 1, 1, 1, 40, 2, 2, 9, 17)))
                .example(call(List.of(3, 2, 1)))
                .example(call(List.of(10, 20)))
                .trivial(call(List.of()))
                .answer((p, c) -> ends(c.numbers(0), p.number("workers"), p.number("setup")));
        return inputs(inCpp(family));
    }

    private static Family inCpp(Family family) {
        return family.cpp("""
                        $head {
                            priority_queue<long long, vector<long long>, greater<long long>> idle;
                            for (long long worker = 0; worker < $workers; worker++) {
                                idle.push(-$setup);
                            }
                            vector<long long> ends;
                            for (long long length : jobs) {
                                if (length <= 0) {
                                    continue;
                                }
                                long long end = idle.top() + $setup + length;
                                idle.pop();
                                idle.push(end);
                                ends.push_back(end);
                            }
                            return ends;
                        }
                        """)
                .cppSlip("idle.push(-$setup);", "idle.push(-$setup - 1);")
                .cppSlip("worker < $workers", "worker < $workers - 1")
                .cppSlip("length <= 0", "length < 0");
    }

    private static Family inputs(Family family) {
        return family.generator("""
                        def draw(random):
                            longest = random.choice([3, 12, 60])
                            jobs = [random.randint(1, longest) for _ in range(random.choice([0, $workers, $workers + 1, random.randint(0, 25)]))]
                            return [[0 if random.random() < 0.1 else -job if random.random() < 0.05 else job for job in jobs]]
                        """).validator("""
                        def valid(jobs):
                            return isinstance(jobs, list) and all(type(length) is int for length in jobs)
                        """);
    }

    private static List<Long> ends(List<Long> jobs, int workers, int setup) {
        long[] freeAt = new long[workers];
        List<Long> ends = new ArrayList<>();
        for (long job : jobs) {
            if (job > 0) {
                int first = 0;
                for (int worker = 1; worker < workers; worker++) {
                    first = freeAt[worker] < freeAt[first] ? worker : first;
                }
                ends.add(freeAt[first] + job);
                freeAt[first] += job + setup;
            }
        }
        return ends;
    }
}
