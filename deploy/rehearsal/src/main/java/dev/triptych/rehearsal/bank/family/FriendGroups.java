package dev.triptych.rehearsal.bank.family;

import static dev.triptych.rehearsal.bank.Call.call;
import static dev.triptych.rehearsal.bank.Call.calls;

import dev.triptych.rehearsal.bank.*;
import jakarta.inject.Singleton;
import java.util.*;
import java.util.stream.*;

/** Groups of persons who are linked strongly. */
@Singleton
final class FriendGroups implements FamilySource {
    @Override
    public Family family() {
        Family family = Family.named("friend-groups")
                .entry("group_sizes", "friend_circles", "linked_groups")
                .takes("links: list[list[int]]")
                .gives("list[int]")
                .numbers("least", 2, 10)
                .numbers("size", 2, 5)
                .wording("""
                        Each entry of `links` is a list of two person numbers and the strength of their friendship. Only friendships of strength $least or more count. Persons belong to the same group if they are connected directly or over others. Write a Python function `$signature` that returns the sizes of all groups with at least $size persons, the largest first. If the same two persons are named several times, the largest strength counts. Without such groups the list is empty.
                        """)
                .wording("""
                        Computers exchange messages; `links` has for pairs of computers how many they exchanged, as lists of the two numbers and the count (a pair may be there several times, and is then as good as its highest count). Computers with $least or more messages between them are joined, and what is joined by a chain of such pairs is a cluster. Implement `$signature`, which lists how many computers each cluster of $size or more computers has, in falling order, and nothing if no cluster is so large.
                        """)
                .solution("""
                        def $signature:
                            leader = {}

                            def find(person):
                                while leader.setdefault(person, person) != person:
                                    person = leader[person]
                                return person

                            for one, other, strength in links:
                                if strength >= $least:
                                    leader[find(one)] = find(other)
                            sizes = {}
                            for person in leader:
                                group = find(person)
                                sizes[group] = sizes.get(group, 0) + 1
                            return sorted((size for size in sizes.values() if size >= $size), reverse=True)
                        """)
                .slip("strength >= $least", "strength > $least")
                .slip("size >= $size", "size > $size")
                .slip("            leader[find(one)] = find(other)", "            leader[one] = find(other)")
                .slip(", reverse=True", "")
                .check(
                        "none",
                        p -> calls(
                                call(List.of()),
                                call(List.of(List.of(1, 2, 0))),
                                call(chain(100, p.number("size"), p.number("least")))))
                .check(
                        "strength",
                        p -> calls(
                                call(chain(0, 6, p.number("least") - 1)),
                                call(chain(0, 6, p.number("least"))),
                                call(chain(0, 7, p.number("least") + 1))))
                .check("sizes", FriendGroups::nearSize)
                .check("joined_late", FriendGroups::joinedLate)
                .check(
                        "twice",
                        p -> calls(
                                call(both(chain(0, 6, p.number("least")), chain(0, 6, p.number("least") - 1))),
                                call(both(chain(0, 5, 1), chain(3, 9, 40)))))
                .example(call(List.of(List.of(1, 2, 90), List.of(3, 2, 90))))
                .trivial(call(List.of()))
                .answer((p, c) -> sizes(c.rows(0), p.number("least"), p.number("size")));
        return inputs(inCpp(family));
    }

    private static Family inCpp(Family family) {
        return family.cpp("""
                        $head {
                            map<long long, long long> leader;
                            auto find = [&](long long person) {
                                leader.insert({person, person});
                                while (leader[person] != person) {
                                    person = leader[person];
                                }
                                return person;
                            };
                            for (const vector<long long>& link : links) {
                                if (link[2] >= $least) {
                                    long long other = find(link[1]);
                                    leader[find(link[0])] = other;
                                }
                            }
                            map<long long, long long> members;
                            for (const auto& [person, next] : leader) {
                                members[find(person)]++;
                            }
                            vector<long long> sizes;
                            for (const auto& [group, count] : members) {
                                if (count >= $size) {
                                    sizes.push_back(count);
                                }
                            }
                            sort(sizes.begin(), sizes.end(), greater<long long>());
                            return sizes;
                        }
                        """)
                .cppSlip("link[2] >= $least", "link[2] > $least")
                .cppSlip("count >= $size", "count > $size")
                .cppSlip("leader[find(link[0])] = other", "leader[link[0]] = other")
                .cppSlip(", greater<long long>()", "");
    }

    private static Family inputs(Family family) {
        return family.generator("""
                        def draw(random):
                            persons = list(range(1, random.randint(3, 16)))
                            links = []
                            for _ in range(random.randint(0, 20)):
                                one, other = random.sample(persons, 2)
                                links.append([one, other, max(0, $least + random.choice([-3, -1, 0, 0, 1, 5]))])
                                if random.random() < 0.15:
                                    links.append([other, one, max(0, $least + random.choice([-1, 0]))])
                            return [links]
                        """).validator("""
                        def valid(links):
                            return type(links) is list and all(
                                type(link) is list and len(link) == 3 and all(type(number) is int for number in link)
                                and link[0] != link[1] and link[2] >= 0 for link in links)
                        """);
    }

    private static List<Call> nearSize(Values p) {
        return calls(
                call(both(chain(0, p.number("size"), 20), chain(50, p.number("size") - 1, 20))),
                call(both(chain(0, 5, 20), chain(50, 8, 20))));
    }

    private static List<Call> joinedLate(Values p) {
        return calls(
                call(both(
                        both(chain(0, 4, 30), chain(10, 4, 30)),
                        List.of(List.of(0, 13, 30), List.of(2, 20, 30), List.of(20, 11, 1), List.of(2, 40, 30)))),
                call(List.of(
                        List.of(1, 2, 50),
                        List.of(1, 3, 50),
                        List.of(1, 4, 50),
                        List.of(4, 5, 50),
                        List.of(5, 1, 50))));
    }

    private static List<List<Integer>> chain(int from, int size, int strength) {
        return IntStream.range(1, size)
                .mapToObj(person -> List.of(from + person - 1, from + person, strength))
                .toList();
    }

    private static List<List<Integer>> both(List<List<Integer>> one, List<List<Integer>> other) {
        return Stream.concat(one.stream(), other.stream()).toList();
    }

    /** By handing the smallest number on until nothing changes. */
    private static List<Long> sizes(List<List<Long>> links, int least, int size) {
        Map<Long, Long> group = new HashMap<>();
        boolean changed = true;
        while (changed) {
            changed = false;
            for (List<Long> link : links) {
                if (link.get(2) >= least) {
                    long one = group.getOrDefault(link.get(0), link.get(0));
                    long other = group.getOrDefault(link.get(1), link.get(1));
                    long smaller = Math.min(one, other);
                    changed |= one != other;
                    group.put(link.get(0), smaller);
                    group.put(link.get(1), smaller);
                }
            }
        }
        return group.values().stream()
                .collect(Collectors.groupingBy(leader -> leader, Collectors.counting()))
                .values()
                .stream()
                .filter(count -> count >= size)
                .sorted(Comparator.reverseOrder())
                .toList();
    }
}
