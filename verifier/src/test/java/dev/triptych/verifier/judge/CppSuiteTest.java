package dev.triptych.verifier.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CppSuiteTest {
    @Test
    void findsTheAssertsOfMainAndKeepsTheirLines() {
        CppSuite suite = CppSuite.read("""
                #include <cassert>
                int add(int, int);
                int main() {
                    assert(add(1, 2) == 3);

                    assert (add(2, 2) == 4); assert(add(0, 0) == 0);
                }
                """);
        assertThat(suite.problem()).isEmpty();
        assertThat(suite.sites()).extracting(CppSuite.Site::id).containsExactly("line-4", "line-6", "line-6-2");
        assertThat(suite.sites()).allMatch(CppSuite.Site::required).allMatch(CppSuite.Site::canary);
        List<String> lines = suite.source().lines().toList();
        int first = lines.indexOf("#line 1 \"tests.cpp\"") + 1;
        assertThat(lines.get(first + 3)).contains("TRIPTYCH_CANARY_(0, add(1, 2) == 3, add(1, 2) == -3);");
        assertThat(lines.get(first + 5))
                .contains("_(1,")
                .contains("TRIPTYCH_CANARY_(2, add(0, 0) == 0, add(0, 0) == 1)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "f() == 3|f() == -3",
                "f() == -3|f() == 3",
                "f() == 0|f() == 1",
                "f() == 0.0|f() == 1",
                "f() == 2.5|f() == -2.5",
                "f() == true|f() == false",
                "f() == \"a b\"|f() == \"a b\" \"~\"",
                "\"\" == f()|\"\" \"~\" == f()",
                "f() == 'x'|f() == ('x' + 1)",
                "(f(1, 2)) == 1'000|(f(1, 2)) == -1'000",
            })
    void changesTheLiteralThatACallIsComparedWith(String condition, String changed) {
        assertThat(CppSuite.read("int main() { assert(" + condition + "); }").source())
                .contains("TRIPTYCH_CANARY_(0, " + condition + ", " + changed + ")");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "f()",
                "!f()",
                "f() == g()",
                "x == 3",
                "f() != 3",
                "f() == 3 && \"text\"",
                "f() == 1 || f() == 2",
                "same(f(), {1, 2})",
                "abs(f() - 0.5) < 1e-4",
                "f() == u8\"a\"",
            })
    void leavesAloneWhatNeedNotFail(String condition) {
        CppSuite suite = CppSuite.read("int main() { assert(" + condition + "); }");
        assertThat(suite.source()).contains("TRIPTYCH_CHECK_(0, " + condition + ")");
        assertThat(suite.sites().getFirst().canary()).isFalse();
    }

    @Test
    void asksOnlyForWhatEveryWayThroughMainReaches() {
        CppSuite suite = CppSuite.read("""
                #define CHECK(x) assert(x)
                void helper() { assert(f()); }
                int main() {
                    assert(f());
                    for (int i = 0; i < 3; i++) { assert(f(i)); }
                    if (g()) assert(f());
                #ifdef SOMETHING
                    assert(f());
                #endif
                    auto check = [] { assert(f()); };
                    assert(f());
                    if (g()) { return 0; }
                    assert(f());
                }
                int after() { assert(f()); }
                """);
        assertThat(suite.sites().stream().filter(CppSuite.Site::required).map(CppSuite.Site::id))
                .containsExactly("line-4", "line-11");
        assertThat(suite.sites()).hasSize(10);
    }

    @Test
    void isNotMisledByTextAndComments() {
        CppSuite suite = CppSuite.read("""
                // assert(1);
                /* assert(2); */
                const char* a = "assert(3)\\" assert(4)";
                const char* b = R"x(assert(5) " )" )x";
                char c = '"', d = '\\'';
                // continued \\
                assert(6)
                int main() { thing.assert(7); my::assert(8); assert(f(')', "(", 1'0)); }
                """);
        assertThat(suite.sites()).extracting(CppSuite.Site::text).containsExactly("f(')', \"(\", 1'0)");
    }

    @Test
    void refusesASuiteThatSaysItselfWhatAnAssertIs() {
        assertThat(CppSuite.read("#define assert(x)\nint main() { assert(0); }").problem())
                .contains("defines assert");
        assertThat(CppSuite.read("int main() { assert(f(1; }").problem()).contains("an assert without an end");
    }
}
