package dev.triptych.cli.bench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.triptych.contracts.json.TriptychJson;
import java.util.List;

/** The loads that are measured. In each the number is part of the program, or of its cases where the program stays. */
final class Rows {
    private static final int CASES = 10;
    private static final List<String> NO_NUMPY = List.of("No module named 'numpy'");
    private static final List<String> NO_CPP = List.of("no C++ compiler");

    /** What a program of function style is like; also run bare by the baselines. */
    static final String FUNCTION = """
            SALT = @N@

            def merge(left, right):
                result = []
                for value in sorted(left + right):
                    if not result or result[-1] != value:
                        result.append(value)
                return result + [SALT]
            """;

    static final String FUNCTION_WRONG = FUNCTION.replace("result + [SALT]", "[SALT] + result");

    static final String ASSERTS = """
            assert merge([1, 5], [2, 9]) == [1, 2, 5, 9, @N@]
            assert merge([], [3, 3, 3]) == [3, @N@]
            assert merge([7], [6, 5, 4]) == [4, 5, 6, 7, @N@]
            """;

    private static final String IMPORT = "from solution import merge\n";

    private static final String PLAIN_TESTS = """
            from solution import merge

            def test_merges():
                assert merge([1, 5], [2, 9]) == [1, 2, 5, 9, @N@]

            def test_removes_duplicates():
                assert merge([], [3, 3, 3]) == [3, @N@]

            def test_sorts():
                merged = merge([7], [6, 5, 4])
                assert merged[-1] == @N@
                assert merged[:-1] == [4, 5, 6, 7]
            """;

    private static final String FULL_TESTS = """
            import pytest
            from solution import merge

            @pytest.fixture
            def salt():
                return @N@

            @pytest.mark.parametrize("left, right, merged", [([1, 5], [2, 9], [1, 2, 5, 9]), ([], [3, 3], [3])])
            def test_merges(left, right, merged, salt):
                assert merge(left, right) == merged + [salt]

            class TestMerge:
                def test_sorts(self, salt):
                    assert merge([7], [6, 5, 4]) == [4, 5, 6, 7, salt]

                def test_of_nothing(self, salt):
                    assert merge([], []) == [salt]
            """;

    private static final String NUMPY = """
            import numpy

            def total(values):
                return int(numpy.array(values, dtype="int64").sum()) + @N@ - @N@
            """;

    private static final String NUMPY_ASSERTS = """
            from solution import total
            assert total([1, 2, 3]) == 6
            assert total([]) == 0
            assert total([-1, 1]) == 0
            """;

    private static final String SCRIPT = """
            SALT = @N@
            values = [int(word) for word in input().split()]
            print(sum(values), SALT)
            """;

    private static final String CPP = """
            #include <bits/stdc++.h>
            int main() {
                long long salt = @N@LL, sum = 0, value;
                while (std::cin >> value) sum += value;
                std::cout << sum << ' ' << salt << std::endl;
            }
            """;

    private static final String CPP_STAYS = """
            #include <bits/stdc++.h>
            int main() {
                long long salt, sum = 0, value;
                std::cin >> salt;
                while (std::cin >> value) sum += value;
                std::cout << sum << ' ' << salt << std::endl;
            }
            """;

    private Rows() {}

    /** All rows, in the order in which they are measured. */
    static List<Row> all() {
        return List.of(
                function("function", true),
                new Row(
                        "pytest-split",
                        new Template(tests("pytest", FUNCTION, PLAIN_TESTS)),
                        new Template(tests("pytest", FUNCTION_WRONG, PLAIN_TESTS)),
                        true,
                        List.of()),
                new Row(
                        "pytest-full",
                        new Template(tests("pytest", FUNCTION, FULL_TESTS)),
                        new Template(tests("pytest", FUNCTION_WRONG, FULL_TESTS)),
                        true,
                        List.of()),
                stdio("stdio-10", "python", SCRIPT, SCRIPT.replace("sum(values)", "max(values)"), "", CASES, List.of()),
                new Row(
                        "numpy",
                        new Template(tests("function", NUMPY, NUMPY_ASSERTS)),
                        new Template(tests("function", NUMPY.replace(".sum()", ".size"), NUMPY_ASSERTS)),
                        true,
                        NO_NUMPY),
                stdio("cpp-fresh", "cpp", CPP, CPP.replace("+=", "-="), "", 1, NO_CPP),
                stdio("cpp-cached-10", "cpp", CPP_STAYS, CPP_STAYS.replace("+=", "-="), Template.NUMBER, CASES, NO_CPP),
                function("cache", false));
    }

    private static Row function(String name, boolean varied) {
        return new Row(
                name,
                new Template(tests("function", FUNCTION, IMPORT + ASSERTS)),
                new Template(tests("function", FUNCTION_WRONG, IMPORT + ASSERTS)),
                varied,
                List.of());
    }

    private static Row stdio(
            String name,
            String language,
            String right,
            String wrong,
            String firstWord,
            int cases,
            List<String> skippedWhen) {
        return new Row(
                name,
                new Template(cases(language, right, firstWord, cases)),
                new Template(cases(language, wrong, firstWord, cases)),
                true,
                skippedWhen);
    }

    private static ObjectNode tests(String style, String solution, String tests) {
        return TriptychJson.mapper()
                .createObjectNode()
                .put("language", "python")
                .put("style", style)
                .put("solution", solution)
                .put("tests", tests);
    }

    private static ObjectNode cases(String language, String solution, String firstWord, int count) {
        ObjectNode request = TriptychJson.mapper()
                .createObjectNode()
                .put("language", language)
                .put("style", "stdio")
                .put("solution", solution);
        ArrayNode cases = request.putArray("cases");
        for (int i = 1; i <= count; i++) {
            cases.addObject()
                    .put("stdin", (firstWord + " " + i + " 20 300\n").strip() + "\n")
                    .put("stdout", (i + 320) + " " + Template.NUMBER + "\n");
        }
        return request;
    }
}
