package dev.triptych.rehearsal.bank.family;

import static dev.triptych.rehearsal.bank.Call.call;
import static dev.triptych.rehearsal.bank.Call.calls;

import dev.triptych.rehearsal.bank.*;
import jakarta.inject.Singleton;
import java.util.*;
import java.util.stream.*;

/** Which nodes of a graph are near. */
@Singleton
final class WithinHops implements FamilySource {
    @Override
    public Family family() {
        Family family = Family.named("within-hops")
                .entry("within_hops", "near_nodes", "reachable_stops")
                .takes("links: list[list[int]]")
                .gives("list[int]")
                .numbers("start", 0, 6)
                .numbers("hops", 1, 5)
                .wording("""
                        `links` lists the connections of a network, each as a list of two station numbers; every connection works in both directions. Write a Python function `$signature` that returns the numbers of all stations that can be reached from station $start over at least one and at most $hops connections by a shortest way, in ascending order, without station $start itself. If that station has no connection the result is an empty list.
                        """)
                .wording("""
                        A rumour starts with person $start and is told on once an hour by all who know it, to everyone they are linked with; `links` holds pairs of linked persons, in no particular order. Implement `$signature`, which returns in ascending order who knows the rumour after $hops hours, person $start left out. Nobody hears of it if that person is in no pair: then the list is empty.
                        """)
                .solution("""
                        def $signature:
                            near = {}
                            for one, other in links:
                                near.setdefault(one, []).append(other)
                                near.setdefault(other, []).append(one)
                            if $start not in near:
                                return []
                            distance = {$start: 0}
                            waiting = [$start]
                            for node in waiting:
                                if distance[node] == $hops:
                                    continue
                                for other in near[node]:
                                    if other not in distance:
                                        distance[other] = distance[node] + 1
                                        waiting.append(other)
                            del distance[$start]
                            return sorted(distance)
                        """)
                .slip("        near.setdefault(other, []).append(one)\n", "        near.setdefault(other, [])\n")
                .slip("distance[node] == $hops", "distance[node] > $hops")
                .slip("sorted(distance)", "list(distance)")
                .slip("    del distance[$start]\n", "")
                .check(
                        "no_way",
                        p -> calls(
                                call(List.of()),
                                call(List.of(List.of(90, 91))),
                                call(List.of(List.of(p.number("start"), 50)))))
                .check(
                        "chain",
                        p -> calls(
                                call(chain(p.number("start"), 60, 61, 62, 63, 64, 65, 66, 67)),
                                call(chain(70, 69, 68, 67, 66, 65, 64, p.number("start")))))
                .check("order", WithinHops::unordered)
                .check("shortest_way", WithinHops::twoWays)
                .check(
                        "circle",
                        p -> calls(call(chain(
                                p.number("start"), 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, p.number("start")))))
                .example(p -> call(List.of(List.of(p.number("start"), 8), List.of(8, 9))))
                .trivial(call(List.of()))
                .answer((p, c) -> near(c.rows(0), p.number("start"), p.number("hops")));
        return inputs(inCpp(family));
    }

    private static Family inCpp(Family family) {
        return family.cpp("""
                        $head {
                            map<long long, vector<long long>> near;
                            for (const vector<long long>& link : links) {
                                near[link[0]].push_back(link[1]);
                                near[link[1]].push_back(link[0]);
                            }
                            map<long long, long long> distance;
                            distance[$start] = 0;
                            queue<long long> waiting;
                            waiting.push($start);
                            while (!waiting.empty()) {
                                long long station = waiting.front();
                                waiting.pop();
                                if (distance[station] == $hops) {
                                    continue;
                                }
                                for (long long other : near[station]) {
                                    if (distance.count(other) == 0) {
                                        distance[other] = distance[station] + 1;
                                        waiting.push(other);
                                    }
                                }
                            }
                            vector<long long> reached;
                            for (const auto& [station, hops] : distance) {
                                if (hops > 0) {
                                    reached.push_back(station);
                                }
                            }
                            return reached;
                        }
                        """)
                .cppSlip("near[link[1]].push_back(link[0]);", "near[link[1]];")
                .cppSlip("distance[station] == $hops", "distance[station] > $hops")
                .cppSlip("if (hops > 0)", "if (hops >= 0)");
    }

    private static Family inputs(Family family) {
        return family.generator("""
                        def draw(random):
                            stations = [$start] + [random.randint(0, 40) for _ in range(random.randint(1, 12))]
                            links = []
                            for at in range(1, len(stations)):
                                if random.random() < 0.85:
                                    links.append([stations[at - 1], stations[at]])
                            for _ in range(random.randint(0, 5)):
                                links.append([random.choice(stations[1:]), random.choice(stations)])
                            links = [random.sample(link, 2) for link in links if link[0] != link[1]]
                            random.shuffle(links)
                            return [links]
                        """).validator("""
                        def valid(links):
                            return isinstance(links, list) and all(
                                isinstance(link, list) and len(link) == 2 and all(type(station) is int for station in link) for link in links)
                        """);
    }

    private static List<Call> twoWays(Values p) {
        return calls(call(List.of(
                List.of(p.number("start"), 31),
                List.of(31, 32),
                List.of(32, 33),
                List.of(33, 34),
                List.of(34, 35),
                List.of(35, 36),
                List.of(36, 37),
                List.of(p.number("start"), 33),
                List.of(50, 51))));
    }

    private static List<Call> unordered(Values p) {
        return calls(call(List.of(
                List.of(p.number("start"), 40),
                List.of(30, p.number("start")),
                List.of(p.number("start"), 20),
                List.of(35, p.number("start")))));
    }

    private static List<List<Integer>> chain(int... nodes) {
        return IntStream.range(1, nodes.length)
                .mapToObj(at -> List.of(nodes[at - 1], nodes[at]))
                .toList();
    }

    /** By spreading one hop at a time. */
    private static List<Long> near(List<List<Long>> links, long start, int hops) {
        Set<Long> known = new TreeSet<>(Set.of(start));
        for (int hop = 0; hop < hops; hop++) {
            Set<Long> told = new TreeSet<>(known);
            for (List<Long> link : links) {
                if (known.contains(link.get(0)) || known.contains(link.get(1))) {
                    told.addAll(link);
                }
            }
            known = told;
        }
        known.remove(start);
        return List.copyOf(known);
    }
}
