package dev.triptych.rehearsal.bank;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class VariantTest {
    private final Bank bank = Families.bank();
    private final Family sums = family("sum-multiples");
    private final Family insertions = family("insert-positions");

    @Test
    void aHarderVariantTakesAListForEachArgumentAndGivesTheListOfResults() {
        Problem harder = insertions.problem(0).with(Variant.HARDER);
        Problem one = insertions.problem(0);
        Call first = one.checks().getFirst().calls().getFirst();

        assertThat(harder.signature("find").text())
                .isEqualTo("find_each(values_list: list[list[int]], target_list: list[int]) -> list[int]");
        assertThat(harder.answer(Batch.of(List.of(first, first), 2)))
                .isEqualTo(List.of(one.answer(first), one.answer(first)));
        assertThat(harder.checks()).hasSize(one.checks().size() + 1).allSatisfy(check -> assertThat(check.calls())
                .hasSize(1));
        assertThat(harder.rightSolution(Signature.read("find_each(a, b)")))
                .startsWith("def find(values: list[int], target: int) -> int:\n")
                .endsWith("def find_each(a, b):\n    return [find(*case) for case in zip(a, b)]");
    }

    @Test
    void everyKnownCallIsOfModerateSizeAsAnEasierVariantSays() {
        for (Family family : bank.families()) {
            Problem problem = family.problem(family.size() - 1);
            Stream.concat(
                            problem.checks().stream().flatMap(check -> check.calls().stream()),
                            problem.examples().stream())
                    .forEach(call -> assertThat(moderate(call.arguments()))
                            .as(call.of(family.name()))
                            .isTrue());
        }
    }

    private static boolean moderate(Object value) {
        return switch (value) {
            case Long number -> true;
            case String text -> text.length() <= 1000;
            case List<?> list -> list.size() <= 1000 && list.stream().allMatch(VariantTest::moderate);
            default -> false;
        };
    }

    @Test
    void aQuestionSaysItsVariantsInParagraphs() {
        Problem problem =
                sums.problem(0).with(Variant.EASIER).with(Variant.STDIO).with(Variant.CLARIFIED);

        assertThat(problem.statement(0, problem.signature(0)))
                .contains(
                        "This is an easier version: all inputs are of moderate size. Every integer fits into 64 bits with its sign;")
                .contains("To leave no edge case open, these are right results:\n- `sum_multiples(")
                .contains(
                        "standard output. The arguments come in their order. An integer is a line with its decimal digits.")
                .contains("\n\nExample input:\n\n    ");
        assertThat(problem.parameters()).containsEntry("variant", "easier+clarified+stdio");
        assertThat(sums.problem(0).parameters()).doesNotContainKey("variant");
    }

    @Test
    void noFamilyHasAParameterOfThatName() {
        assertThat(bank.families()).allSatisfy(family -> assertThat(family.parameters())
                .extracting(Family.Parameter::name)
                .doesNotContain("variant"));
    }

    private Family family(String name) {
        return bank.families().stream()
                .filter(family -> family.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
