package dev.triptych.rewriter.completion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triptych.contracts.EntryPoint;
import dev.triptych.syntax.PythonSource;
import java.util.List;
import org.junit.jupiter.api.Test;

class CallsTest {
    private static final EntryPoint ENTRY_POINT = new EntryPoint("f", "f(a: int, b: int) -> int");

    @Test
    void readsTheCasesOfALoop() {
        assertThat(inSuite("""
                def test_loop():
                    for a, want in [(1, 2), (3, 4)]:
                        assert f(a, 0) == want
                """)).containsExactly("f(1, 0)", "f(3, 0)");
    }

    @Test
    void readsATableOfCasesThatHasAName() {
        assertThat(inSuite("""
                CASES = [((1, 2), 3), ((3, 4), 7)]

                def test_table():
                    for pair, want in CASES:
                        assert f(*pair) == want
                """)).containsExactly("f(1, 2)", "f(3, 4)");
    }

    @Test
    void readsAComprehension() {
        assertThat(inSuite("""
                def test_all():
                    assert all(f(n, b=n) == 0 for n in (5, 6))
                """)).containsExactly("f(5, 5)", "f(6, 6)");
    }

    @Test
    void takesTheLastValueOfANameInItsOwnFunction() {
        assertThat(inSuite("""
                def test_one():
                    n = 1
                    n = 2
                    assert f(n, n) == 4

                def test_two():
                    n = 3
                    assert f(n, 0) == 3
                """)).containsExactly("f(2, 2)", "f(3, 0)");
    }

    @Test
    void leavesWhatCannotBeReadOff() {
        assertThat(inSuite("""
                def test_unknown():
                    for n in range(3):
                        assert f(n, *more) == n
                """)).containsExactly("f(n, * more)");
    }

    @Test
    void findsCallsInProseAndSkipsWhatIsNone() {
        assertThat(Calls.inText(
                        "`f(a: int, b: int) -> int`: f(1,\n 2) is 3, so is f(b=1, a=2); f( is open, my_f(1, 1), f(\")\", 1)",
                        ENTRY_POINT))
                .containsExactly("f(1, 2)", "f(2, 1)", "f(\")\", 1)");
    }

    private static List<String> inSuite(String tests) {
        return Calls.inSuite(PythonSource.parse("from solution import f\n\n" + tests), ENTRY_POINT);
    }
}
