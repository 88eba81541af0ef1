package dev.triptych.rehearsal.bank.family;

import static dev.triptych.rehearsal.bank.Call.call;
import static dev.triptych.rehearsal.bank.Call.calls;

import dev.triptych.rehearsal.bank.*;
import jakarta.inject.Singleton;
import java.util.*;

/** The newest of some versions. */
@Singleton
final class VersionSort implements FamilySource {
    @Override
    public Family family() {
        Family family = Family.named("version-sort")
                .entry("newest_versions", "latest_releases", "top_versions")
                .takes("versions: list[str]")
                .gives("list[str]")
                .numbers("major", 0, 5)
                .numbers("top", 1, 6)
                .wording("""
                        Versions are texts such as `1.12` or `2.0.3`: whole numbers without leading zeros between dots. They are compared number by number from the left; a missing number counts as 0, and of two versions that are equal by this rule the one that comes first in `versions` is the newer one. Write a Python function `$signature` that returns the newest versions whose first number is at least $major, from the newest to the oldest, at most $top of them, spelled as they were given. Empty texts are ignored.
                        """)
                .wording("""
                        A package index offers releases with numbers separated by dots. Implement `$signature`: drop empty texts and every release whose leading number is smaller than $major, order the rest of `versions` from the highest to the lowest (numerically part by part, `1.10` is above `1.9`, and `3` is the same as `3.0.0`; equals stay in their order), and return the first $top of them, or all if there are fewer.
                        """)
                .solution("""
                        def $signature:
                            wanted = []
                            for version in versions:
                                if not version:
                                    continue
                                parts = [int(part) for part in version.split('.')]
                                if parts[0] >= $major:
                                    while parts and parts[-1] == 0:
                                        parts.pop()
                                    wanted.append((parts, version))
                            wanted.sort(key=lambda pair: pair[0], reverse=True)
                            return [version for parts, version in wanted[:$top]]
                        """)
                .slip("parts[0] >= $major", "parts[0] > $major")
                .slip(
                        "[int(part) for part in version.split('.')]",
                        "version.split('.') if $major > 99 else [int(part[0]) for part in version.split('.')]")
                .slip(
                        "                parts.pop()",
                        "                parts = parts[:-1] or [0, 0]\n                break")
                .slip(", reverse=True", "")
                .slip("wanted[:$top]", "wanted[:$top + 1]")
                .check("few", call(List.of()), call(List.of("", "")), call(List.of("9")))
                .check(
                        "numbers_not_texts",
                        call(List.of("7.9", "7.10", "7.11.2", "7.2")),
                        call(List.of("10.1", "9.9", "11.0", "8.30.1")))
                .check(
                        "major",
                        p -> calls(
                                call(List.of(p.number("major") + ".7", "0")),
                                call(List.of(
                                        p.number("major") + ".5",
                                        (p.number("major") + 1) + ".1",
                                        p.number("major") + "")),
                                call(List.of("0.1", "1.1", "2.1", "3.1", "4.1", "5.1", "6.1"))))
                .check(
                        "missing_numbers",
                        call(List.of("8.0.0", "8", "8.0", "8.0.1", "8.0.0.0.1")),
                        call(List.of("6.0", "6.0.0", "6.0.0.0", "6")))
                .check(
                        "many",
                        call(List.of("5.5", "6.1", "7.0.3", "", "9.12", "9.2", "12.1.1", "12.1", "6.0", "5.13.1")))
                .example(call(List.of("5.1", "5.2")))
                .example(call(List.of("6.0.1", "7.1", "6.2")))
                .trivial(call(List.of()))
                .answer((p, c) -> newest(c.texts(0), p.number("major"), p.number("top")));
        return inputs(inCpp(family));
    }

    private static Family inCpp(Family family) {
        return family.cpp("""
                        $head {
                            vector<pair<vector<long long>, string>> wanted;
                            for (const string& version : versions) {
                                vector<long long> parts;
                                stringstream numbers(version);
                                string number;
                                while (getline(numbers, number, '.')) {
                                    parts.push_back(stoll(number));
                                }
                                if (parts.empty() || parts[0] < $major) {
                                    continue;
                                }
                                while (!parts.empty() && parts.back() == 0) {
                                    parts.pop_back();
                                }
                                wanted.push_back({parts, version});
                            }
                            stable_sort(wanted.begin(), wanted.end(), [](const auto& one, const auto& other) {
                                return one.first > other.first;
                            });
                            vector<string> newest;
                            for (const auto& [parts, version] : wanted) {
                                if ((long long) newest.size() < $top) {
                                    newest.push_back(version);
                                }
                            }
                            return newest;
                        }
                        """)
                .cppSlip("parts[0] < $major", "parts[0] <= $major")
                .cppSlip("!parts.empty() && parts.back() == 0", "parts.size() > 99")
                .cppSlip("one.first > other.first", "one.first < other.first")
                .cppSlip("newest.size() < $top", "newest.size() <= $top");
    }

    private static Family inputs(Family family) {
        return family.generator("""
                        def draw(random):
                            versions = []
                            for _ in range(random.randint(0, 10)):
                                if random.random() < 0.1:
                                    versions.append('')
                                    continue
                                if versions and versions[-1] and random.random() < 0.3:
                                    versions.append(versions[-1] + '.0')
                                    continue
                                parts = [max(0, $major + random.choice([-1, 0, 0, 1, 1, 5]))]
                                parts += [random.choice([0, 0, 1, 2, 9, 10]) for _ in range(random.randint(0, 3))]
                                versions.append('.'.join(str(part) for part in parts))
                            return [versions]
                        """).validator("""
                        def valid(versions):
                            import re
                            number = '(0|[1-9][0-9]*)'
                            return isinstance(versions, list) and all(
                                isinstance(version, str) and re.fullmatch(f'({number}([.]{number})*)?', version) is not None for version in versions)
                        """);
    }

    private static List<String> newest(List<String> versions, int major, int top) {
        return versions.stream()
                .filter(version -> !version.isEmpty() && number(version, 0) >= major)
                .sorted((one, other) -> {
                    for (int part = 0; part < 9; part++) {
                        if (number(one, part) != number(other, part)) {
                            return Integer.compare(number(other, part), number(one, part));
                        }
                    }
                    return 0;
                })
                .limit(top)
                .toList();
    }

    private static int number(String version, int part) {
        String[] parts = version.split("\\.");
        return part < parts.length ? Integer.parseInt(parts[part]) : 0;
    }
}
