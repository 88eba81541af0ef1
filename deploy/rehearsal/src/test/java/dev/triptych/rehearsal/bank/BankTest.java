package dev.triptych.rehearsal.bank;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BankTest {
    private static final int PROBLEMS_PER_FAMILY = 30;
    private static final int PROBLEMS_PER_VARIANT = 2;
    private static final int ALL = 5000;
    private static final List<Set<Variant>> EVERY_SET_OF_VARIANTS = IntStream.range(0, 1 << Variant.values().length)
            .mapToObj(bits -> Stream.of(Variant.values())
                    .filter(variant -> (bits >> variant.ordinal() & 1) == 1)
                    .collect(Collectors.toUnmodifiableSet()))
            .toList();

    private final Bank bank = Families.bank();

    @Test
    void holdsManyFamiliesAndThousandsOfProblems() {
        assertThat(bank.families())
                .hasSizeGreaterThanOrEqualTo(60)
                .extracting(Family::name)
                .doesNotHaveDuplicates();
        assertThat(bank.families().stream().mapToLong(Family::size).sum()).isGreaterThan(3000);
    }

    @Test
    void everyFamilyDeclaresEnoughOfEverything() {
        assertThat(bank.families()).allSatisfy(family -> {
            assertThat(family.wordings()).hasSizeGreaterThanOrEqualTo(2);
            assertThat(family.entries()).hasSizeGreaterThanOrEqualTo(2);
            assertThat(family.wrongSolutions()).hasSizeGreaterThanOrEqualTo(2).doesNotContain(family.solution());
            assertThat(family.checks()).hasSizeGreaterThanOrEqualTo(4);
            assertThat(family.size()).isGreaterThanOrEqualTo(30);
            assertThat(family.solution()).startsWith("def $signature:\n");
            assertThat(family.cpp()).startsWith("$head {\n");
            assertThat(family.wrongCpp()).hasSizeGreaterThanOrEqualTo(2).doesNotContain(family.cpp());
            assertThat(family.generator()).startsWith("def draw(random):\n");
            assertThat(family.validator()).startsWith("def valid(");
        });
    }

    @Test
    void recognisesWhatItRendered() {
        everyStatement((problem, statement) -> recognised(statement, problem));
    }

    @Test
    void recognisesAFoldedStatementInsideOtherText() {
        everyStatement((problem, statement) ->
                recognised("Intro.\n" + statement.replaceAll("\\s+", "\n  ") + "\n\nWrite the function `f`.", problem));
    }

    @Test
    void recognisesAStatementWhoseIdentifiersAreMasked() {
        everyStatement((problem, statement) -> {
            recognised(statement.replaceAll("`[^`]*`", "`_`"), problem);
            recognised(statement.replaceAll("`(\\w+)", "`renamed"), problem);
        });
    }

    @Test
    void recognisesEveryVariantInEveryWordingAlsoMaskedAndFolded() {
        everyProblem(PROBLEMS_PER_VARIANT, plain -> {
            for (Set<Variant> variants : EVERY_SET_OF_VARIANTS) {
                Problem problem = new Problem(plain.family(), plain.values(), variants);
                for (int wording = 0; wording < problem.family().wordings().size(); wording++) {
                    String statement = problem.statement(wording, problem.signature(wording));
                    recognised(statement, problem);
                    recognised(statement.replaceAll("`[^`]*`", "`_`"), problem);
                    recognised(statement.replaceAll("`(\\w+)", "`renamed"), problem);
                    recognised("Intro.\n" + statement.replaceAll("\\s+", "\n  ") + "\n\nAnd so on.", problem);
                    recognised(statement.replaceAll("\\s+", " ").replaceAll("`[^`]*`", "`_`"), problem);
                }
            }
        });
    }

    @Test
    void doesNotRecogniseWhatItNeverSaid() {
        assertThat(bank.recognise("Write a Python function `f(x: int) -> int` that returns 1."))
                .isEmpty();
        String statement = bank.families().getFirst().problem(0).statement(0, Signature.read("f(x: int) -> int"));
        assertThat(bank.recognise(statement.substring(0, statement.length() / 2)))
                .isEmpty();
    }

    @Test
    void drawsFollowFromTheSeedAndTheRequest() {
        assertThat(bank.draw(Draw.of(7, "a")).values())
                .isEqualTo(bank.draw(Draw.of(7, "a")).values());
        List<String> drawn = LongStream.range(0, 200)
                .mapToObj(request -> bank.draw(Draw.of(7, request)).family().name())
                .distinct()
                .toList();
        assertThat(drawn).hasSizeGreaterThan(bank.families().size() * 3 / 4);
    }

    @Test
    void examplesAreFewAndNoCallsOfTheStrongSuite() {
        everyProblem(ALL, problem -> {
            List<Call> hidden = problem.checks().stream()
                    .flatMap(check -> check.calls().stream())
                    .toList();
            assertThat(problem.examples()).hasSizeBetween(1, 2).doesNotContainAnyElementsOf(hidden);
        });
    }

    @Test
    void theStrongSuiteRepeatsNoCallAndNoName() {
        everyProblem(problem -> {
            assertThat(problem.checks()).extracting(Problem.Check::name).doesNotHaveDuplicates();
            assertThat(problem.checks())
                    .allSatisfy(check -> assertThat(check.calls()).isNotEmpty());
        });
    }

    @Test
    void noProgramIsBothRightAndWrong() {
        Map<String, Problem> right = new HashMap<>();
        everyProblem(problem -> right.put(problem.rightSolution(problem.signature(0)), problem));
        everyProblem(problem -> right.put(problem.rightCpp(problem.signature(0)), problem));
        everyProblem(problem -> {
            assertThat(problem.wrongSolutions(problem.signature(0))).noneMatch(right::containsKey);
            assertThat(problem.wrongCpp(problem.signature(0))).noneMatch(right::containsKey);
        });
    }

    @Test
    void programsHaveTheHeadThatIsAskedFor() {
        Problem problem = bank.families().getFirst().problem(0);
        Signature renamed = Signature.read("another_name(given) -> object");

        assertThat(problem.rightSolution(renamed)).startsWith("def another_name(given) -> object:\n");
        assertThat(problem.rightSolution(renamed))
                .contains(problem.signature(0).arguments().getFirst() + " = given");
    }

    @Test
    void programsInCppHaveTheNamesThatAreAskedForAndTheFamilysTypes() {
        Problem problem = family("dice-totals").problem(0);

        assertThat(problem.rightCpp(problem.signature(1)))
                .startsWith("long long dice_totals(long long low, long long high) {\n    if (low > high) {\n");
        assertThat(problem.rightCpp(Signature.read("throws(first, high: object = 3)")))
                .startsWith("long long throws(long long first, long long high) {\n    auto low = first;\n    if (");
        assertThat(problem.wrongCpp(Signature.read("throws(first, high)")))
                .hasSizeGreaterThanOrEqualTo(2)
                .allSatisfy(wrong -> assertThat(wrong).startsWith("long long throws(long long first, long long high)"));
    }

    @Test
    void programsInCppKeepTheirOwnNamesOfArgumentsWhereTheWantedOnesCannotStand() {
        Problem problem = family("dice-totals").problem(0);

        for (String wanted : List.of("rolls(high, low)", "rolls(bounds)", "rolls()")) {
            assertThat(problem.rightCpp(Signature.read(wanted)))
                    .as(wanted)
                    .startsWith("long long rolls(long long low, long long high) {\n    if (");
        }
    }

    private Family family(String name) {
        return bank.families().stream()
                .filter(family -> family.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private void recognised(String text, Problem problem) {
        assertThat(bank.recognise(text)).as(text).hasValueSatisfying(found -> {
            assertThat(found.family().name()).isEqualTo(problem.family().name());
            assertThat(found.values()).isEqualTo(problem.values());
            assertThat(found.variants()).isEqualTo(problem.variants());
        });
    }

    private interface Statement {
        void check(Problem problem, String statement);
    }

    private void everyStatement(Statement rule) {
        everyProblem(problem -> {
            for (int wording = 0; wording < problem.family().wordings().size(); wording++) {
                rule.check(problem, problem.statement(wording, problem.signature(wording)));
            }
        });
    }

    private void everyProblem(java.util.function.Consumer<Problem> rule) {
        everyProblem(PROBLEMS_PER_FAMILY, rule);
    }

    private void everyProblem(int perFamily, java.util.function.Consumer<Problem> rule) {
        bank.families().stream().flatMap(family -> some(family, perFamily)).forEach(rule);
    }

    private static Stream<Problem> some(Family family, int perFamily) {
        long step = Math.max(1, family.size() / perFamily);
        return LongStream.range(0, family.size())
                .filter(number -> number % step == 0)
                .mapToObj(family::problem);
    }
}
