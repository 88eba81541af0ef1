package dev.triptych.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triptych.syntax.Definition.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PythonSourceTest {
    private static List<String> defined(String code) {
        return PythonSource.parse(code).definitions().stream()
                .map(Definition::name)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x = 1\n",
                "def f(a, /, *, b: int = 1) -> int:\n    return 1",
                "match x:\n    case 1: pass\n",
                "x = '😀'\r\ny = 2\r\n"
            })
    void acceptsPython3(String code) {
        assertThat(PythonSource.parse(code).problem()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "def f(:\n  pass",
                "x = (1",
                "print 'x'\n",
                "exec 'x'\n",
                "def f():\n",
                "if x:\n# only\ny = 1\n",
                "x = 'a\0b'",
                "return return"
            })
    void refusesWhatIsNot(String code) {
        assertThat(PythonSource.parse(code).problem()).isPresent();
    }

    @Test
    void namesTheLineOfTheProblem() {
        assertThat(PythonSource.parse("x = 1\ny = 2\nz = = 3\n").problem())
                .map(SyntaxProblem::line)
                .contains(3);
    }

    @Test
    void findsEveryWayOfBindingANameAtTopLevel() {
        assertThat(defined("a = b = 1\nc, (d, *e) = x\n[g, h] = x\n"))
                .containsExactly("a", "b", "c", "d", "e", "g", "h");
        assertThat(defined("a: int = 1\nb: int\nc += 1\n(d := 2)\nx.y = z[0] = 1\n"))
                .containsExactly("a", "c", "d");
        assertThat(defined("for a, b in x: c = 1\nwhile (d := 1): pass\n"))
                .contains("a", "b", "c", "d")
                .hasSize(4);
        assertThat(defined("with x as a, y as (b, c): pass\n")).containsExactly("a", "b", "c");
        assertThat(defined("try:\n  a = 1\nexcept (E, F) as b:\n  c = 1\nelse:\n  d = 1\n"))
                .containsExactly("a", "b", "c", "d");
        assertThat(
                        defined(
                                "match x:\n  case [a, *b]: pass\n  case {'k': c, **d}: pass\n  case K(e, k=f) as g: pass\n  case m.N: pass\n  case h: pass\n"))
                .containsExactlyInAnyOrder("a", "b", "c", "d", "e", "f", "g", "h");
        assertThat(
                        defined(
                                "import a.b, c as d\nfrom e import f as g, h\nfrom i import *\nfrom __future__ import annotations\n"))
                .containsExactly("a", "d", "g", "h", "*", "annotations");
        assertThat(
                        defined(
                                "if x:\n  def a(): b = 1\nclass C:\n  d = 1\n@e(f := 1)\nasync def g(): pass\ntype T = int\nl = lambda: (m := 1)\n"))
                .containsExactly("a", "C", "f", "g", "T", "l");
        assertThat(PythonSource.parse("def t():\n  global f\n  def f(): pass\n").definitions())
                .contains(new Definition("f", Kind.GLOBAL, 2));
    }

    @Test
    void anImportedNameIsNotADefinedOne() {
        assertThat(PythonSource.parse("from a import f\n").defines("f")).isFalse();
        assertThat(PythonSource.parse("f = lambda: 1\n").defines("f")).isTrue();
    }

    @Test
    void describesTheLastFunctionOfAName() {
        String code =
                "def f(): pass\nif 1:\n  async def f(a, b: int = 1, *c) -> 'x':\n    r'''doc\n    '''\n    return 1\n";
        PythonFunction function = PythonSource.parse(code).function("f").orElseThrow();
        assertThat(function.signature()).isEqualTo("f(a, b: int = 1, *c) -> 'x'");
        assertThat(function.parameters()).containsExactly("a", "b: int = 1", "*c");
        assertThat(function.docstring()).contains("doc\n    ");
        assertThat(code.substring(function.bodyStart(), function.bodyEnd()))
                .startsWith("r'''doc")
                .endsWith("return 1");
        assertThat(PythonSource.parse(code).function("g")).isEmpty();
        assertThat(PythonSource.parse("def f():\n  f'{1}'\n")
                        .function("f")
                        .orElseThrow()
                        .docstring())
                .isEmpty();
    }

    @Test
    void listsCallsWithArgumentsThatDifferOnlyInMeaning() {
        String code =
                "assert f( 'a',[1,2,], # x\n k = (1,), ) == f(\"a\", [1, 2], k=(1,))\ng.f(1)\n(f)(2)\nf(x for x in y)\n";
        assertThat(PythonSource.parse(code).calls("f"))
                .extracting(Call::arguments)
                .containsExactly(
                        "\"a\" , [ 1 , 2 ] , k = ( 1 , )", "\"a\" , [ 1 , 2 ] , k = ( 1 , )", "2", "x for x in y");
        assertThat(PythonSource.parse(code).calls("g.f")).hasSize(1);
    }

    @Test
    void listsImports() {
        assertThat(PythonSource.parse("def t():\n  from ..a.b import c as d\nimport x.y as z, q\n")
                        .imports())
                .containsExactly(
                        new ImportedName("..a.b", Optional.of("c"), Optional.of("d"), 2),
                        new ImportedName("x.y", Optional.empty(), Optional.of("z"), 3),
                        new ImportedName("q", Optional.empty(), Optional.empty(), 3));
    }

    @Test
    void listsStatementsInNormalForm() {
        PythonSource source = PythonSource.parse("for  x in y:  # all\n    z.append( 'x' )\nelse:\n    pass\n");
        assertThat(PythonSource.statements(source.root()))
                .containsExactly("for x in y :", "z . append ( \"x\" )", "else :", "pass");
        assertThat(source.asserts()).isEmpty();
    }

    @Test
    void keepsOffsetsBehindCharactersOfManyBytes() {
        PythonSource source = PythonSource.parse("s = '😀é'\ndef f(): return 'ü'\n");
        assertThat(source.function("f").orElseThrow().node().text()).isEqualTo("def f(): return 'ü'");
    }

    @Test
    void endsOnHostileTexts() {
        List<String> hostile = List.of(
                "(".repeat(250_000),
                "(".repeat(100_000) + ")".repeat(100_000),
                "def f(\n".repeat(140_000),
                "x=1;".repeat(60_000),
                "x".repeat(2_000_000));
        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(120),
                () -> hostile.forEach(text -> {
                    PythonSource source = PythonSource.parse(text);
                    assertThat(source.problem()).isPresent();
                    source.definitions();
                }));
    }

    @Test
    void walksATreeDeeperThanTheStack() {
        PythonSource source = PythonSource.parse("x = " + "(".repeat(30_000) + "f(1)" + ")".repeat(30_000) + "\n");
        assertThat(source.problem()).isEmpty();
        assertThat(source.calls("f")).hasSize(1);
        assertThat(source.root().normalised()).startsWith("x = ( (");
    }

    @Test
    void parsesOnManyThreadsAtOnce() {
        assertThat(IntStream.range(0, 200).parallel().filter(i -> PythonSource.parse("def f" + i + "(): pass\n")
                        .defines("f" + i)))
                .hasSize(200);
    }
}
