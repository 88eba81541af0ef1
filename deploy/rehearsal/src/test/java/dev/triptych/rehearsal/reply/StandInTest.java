package dev.triptych.rehearsal.reply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triptych.rehearsal.Configs;
import dev.triptych.rehearsal.bank.Bank;
import dev.triptych.rehearsal.bank.Draw;
import dev.triptych.rehearsal.bank.Families;
import dev.triptych.rehearsal.bank.Family;
import dev.triptych.rehearsal.bank.Problem;
import dev.triptych.rehearsal.bank.Signature;
import dev.triptych.rehearsal.bank.Variant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StandInTest {
    private static final Pattern DRAFT =
            Pattern.compile("(?s)## Question\n(.+)\n\n## Entry point\n`(\\w+\\([^`]*\\) -> [^`]+)`\n");
    private static final int SAMPLE = 400;

    private final Bank bank = Families.bank();
    private final StandIn flawless = new StandIn(bank, Configs.flawless());
    private final Problem problem = bank.families().get(3).problem(5);
    private final String question = problem.statement(0, problem.signature(0));
    private final String signature = problem.signature(0).text();

    @Test
    void aDraftHasTheSectionsThatThePromptAsksFor() {
        assertThat(flawless.reply(Prompts.documentation("Any text."), Draw.of(1))
                        .content())
                .matches(DRAFT);
        assertThat(flawless.reply(Prompts.snippet("x = 1"), Draw.of(1)).content())
                .startsWith("## Analysis\n")
                .containsPattern(DRAFT);
    }

    @Test
    void whatADraftAsksIsAnsweredInEveryStep() {
        for (int request = 0; request < SAMPLE; request++) {
            Reply draft = flawless.reply(Prompts.documentation("Text " + request), Draw.of(request));
            Matcher sections = DRAFT.matcher(draft.content());
            assertThat(sections.matches()).isTrue();
            String asked = sections.group(1);
            String head = sections.group(2);
            assertThat(asked).contains("`" + head + "`");
            Reply solution = flawless.reply(Prompts.solve(head, asked), Draw.of(request));
            Reply suite = flawless.reply(Prompts.tests(head, asked), Draw.of(request));
            Reply response = flawless.reply(Prompts.respond(head, asked), Draw.of(request));
            Reply style =
                    flawless.reply(Prompts.completion(head, asked, fence(solution), fence(suite)), Draw.of(request));
            assertThat(List.of(solution, suite, response, style)).allSatisfy(reply -> {
                assertThat(reply.recognised()).as(asked).isTrue();
                assertThat(reply.truth().family()).isEqualTo(draft.truth().family());
                assertThat(reply.truth().parameters()).isEqualTo(draft.truth().parameters());
            });
            assertThat(fence(solution)).contains("def " + head + ":");
            assertThat(fence(suite)).startsWith("from solution import " + head.substring(0, head.indexOf('(')) + "\n");
            assertThat(fence(style)).startsWith("def " + head + ":\n    \"\"\"");
        }
    }

    /** The recipes' steps about questions, whatever form and variant those have: how they are asked, and what is replied. */
    private static Map<String, String> everyStep(String signature, String asked) {
        String name = signature.substring(0, signature.indexOf('('));
        Map<String, String> prompts = new LinkedHashMap<>();
        prompts.put(Prompts.solve(signature, asked), "right");
        prompts.put(Prompts.respond(signature, asked), "right");
        prompts.put(Prompts.tests(signature, asked), "tests-strong");
        prompts.put(Prompts.completion(signature, asked, "s", "t"), "style-clean");
        String[] named = {"signature", signature, "question", asked};
        prompts.put(Prompts.coming("question/clarify", with(named, "disagreement", "f(0): 1 or 2")), "question");
        prompts.put(Prompts.coming("question/harder", named), "question");
        prompts.put(Prompts.coming("question/easier", named), "question");
        prompts.put(Prompts.coming("rewrite/stdio", with(named, "solution", "s", "tests", "t")), "style-clean");
        for (String solve : List.of(
                "solve-cpp", "respond-cpp", "solve-stdio", "solve-stdio-cpp", "respond-stdio", "respond-stdio-cpp")) {
            prompts.put(Prompts.coming("solution/" + solve, named), "right");
        }
        prompts.put(Prompts.coming("cases/generator", "question", asked), "generator");
        prompts.put(Prompts.coming("cases/validator", "question", asked), "validator");
        prompts.put(
                Prompts.coming(
                        "tests/strengthen",
                        with(
                                named,
                                "entry_point",
                                name,
                                "tests",
                                "t",
                                "solution",
                                "s",
                                "mutants",
                                "m",
                                "uncovered",
                                "u")),
                "tests-strong");
        prompts.put(Prompts.coming("question/same", "question", asked, "other", asked), "judgement-right");
        prompts.put(Prompts.coming("question/label", "question", asked), "judgement-right");
        return prompts;
    }

    private static String[] with(String[] some, String... more) {
        return Stream.concat(Stream.of(some), Stream.of(more)).toArray(String[]::new);
    }

    @Test
    void everyStepKnowsEveryQuestionInEveryFormAlsoMaskedAndFolded() {
        for (Family family : bank.families()) {
            for (Variant variant : Variant.values()) {
                int wording = variant.ordinal();
                Problem one = family.problem(wording * 7L % family.size()).with(variant);
                Signature head = one.signature(wording);
                String asked = one.statement(wording, head);
                for (String put :
                        List.of(asked, asked.replaceAll("`[^`]*`", "`_`").replaceAll("\\s+", " "))) {
                    everyStep(head.text(), put).forEach((prompt, kind) -> {
                        Reply reply = flawless.reply(prompt, Draw.of(1));
                        assertThat(reply.recognised()).as(prompt).isTrue();
                        assertThat(reply.truth().kind()).as(prompt).isEqualTo(kind);
                        assertThat(reply.truth().family()).isEqualTo(family.name());
                        assertThat(reply.truth().parameters())
                                .containsAllEntriesOf(one.values().byName());
                        assertThat(reply.truth().parameters().get("variant").toString())
                                .contains(variant.word());
                    });
                }
            }
        }
    }

    @Test
    void aQuestionMadeFromAQuestionIsKnownInItsTurn() {
        String head = signature;
        String asked = question;
        for (String step : List.of("question/clarify", "question/easier", "question/harder")) {
            String[] named = {"signature", head, "question", asked, "disagreement", "d"};
            Matcher made = DRAFT.matcher(
                    flawless.reply(Prompts.coming(step, named), Draw.of(1)).content());
            assertThat(made.matches()).as(step).isTrue();
            asked = made.group(1);
            head = made.group(2);
        }
        assertThat(head).contains("_each(");
        Reply stdio = flawless.reply(
                Prompts.coming("rewrite/stdio", "signature", head, "question", asked, "solution", "s", "tests", "t"),
                Draw.of(1));
        assertThat(stdio.content()).endsWith("\n\n## Entry point\nreads stdin, writes stdout\n");
        String program = stdio.content().substring(0, stdio.content().indexOf("\n\n## Entry point"));
        Reply solution = flawless.reply(Prompts.coming("solution/solve-stdio-cpp", "question", program), Draw.of(1));
        assertThat(solution.content()).contains("```cpp\n#include <bits/stdc++.h>\n", "int main() {\n");
        assertThat(solution.truth().parameters()).containsEntry("variant", "easier+harder+clarified+stdio");
    }

    @Test
    void programsAreInTheLanguageAndFormThatIsAskedFor() {
        String[] named = {"signature", "renamed(given) -> object", "question", question};

        assertThat(flawless.reply(Prompts.coming("solution/solve-cpp", named), Draw.of(1))
                        .content())
                .contains("```cpp\n#include <bits/stdc++.h>\n", " renamed(", " given) {\n")
                .doesNotContain("main(");
        assertThat(flawless.reply(Prompts.coming("solution/respond-stdio-cpp", named), Draw.of(1))
                        .content())
                .contains("</think>", "```cpp\n#include <bits/stdc++.h>\n", "int main() {\n");
        assertThat(flawless.reply(Prompts.coming("solution/solve-stdio", named), Draw.of(1))
                        .content())
                .contains("```python\nimport sys\n", "\nmain()\n");
    }

    @Test
    void aJudgeTellsTheSameTaskInOtherWordsFromAnotherTask() {
        String reworded = problem.statement(1, problem.signature(1));
        String other = problem.family().problem(6).statement(0, problem.signature(0));
        Problem harder = problem.with(Variant.HARDER);

        assertThat(said("question/same", reworded)).isEqualTo("yes");
        assertThat(said("question/same", problem.with(Variant.STDIO).statement(1, problem.signature(1))))
                .isEqualTo("yes");
        assertThat(said("question/same", other)).isEqualTo("no");
        assertThat(said("question/same", harder.statement(0, harder.signature(0))))
                .isEqualTo("no");
        assertThat(said("question/same", "Write a poem.")).isEqualTo("no");
        assertThat(said("question/label", "-")).matches("quality: [45]\ncategory: [a-z]+");
    }

    private String said(String prompt, String other) {
        String filled = prompt.equals("question/same")
                ? Prompts.coming(prompt, "question", question, "other", other)
                : Prompts.coming(prompt, "question", question);
        return flawless.reply(filled, Draw.of(1)).content();
    }

    @Test
    void theSameRequestGetsTheSameReplyAndAnotherRequestAnother() {
        StandIn again = new StandIn(Families.bank(), Configs.flawless());
        String prompt = Prompts.documentation("Any text.");

        assertThat(again.reply(prompt, Draw.of(5, "a"))).isEqualTo(flawless.reply(prompt, Draw.of(5, "a")));
        assertThat(again.reply(prompt, Draw.of(5, "b"))).isNotEqualTo(flawless.reply(prompt, Draw.of(5, "a")));
    }

    @Test
    void usesTheNameAndArgumentsThatThePromptStates() {
        String renamed = "other_name(given: str) -> object";
        String asked = question.replace(signature, renamed);

        assertThat(fence(flawless.reply(Prompts.solve(renamed, asked), Draw.of(1))))
                .contains("def " + renamed + ":");
        assertThat(fence(flawless.reply(Prompts.tests(renamed, asked), Draw.of(1))))
                .contains("other_name(");
    }

    @Test
    void aQuestionThatIsNotItsOwnGetsAWrongAnswerThatCountsAsUnrecognised() {
        for (String prompt : List.of(
                Prompts.solve("f(x: int) -> int", "What is this?"),
                Prompts.respond("f(x: int) -> int", "What is this?"),
                Prompts.tests("f(x: int) -> int", "What is this?"),
                Prompts.completion("f(x: int) -> int", "What is this?", "s", "t"),
                Prompts.coming("question/harder", "signature", "f(x: int) -> int", "question", "What is this?"),
                Prompts.coming("cases/generator", "question", "What is this?"),
                Prompts.coming("cases/validator", "question", "What is this?"),
                Prompts.coming("solution/solve-stdio-cpp", "question", "What is this?"),
                Prompts.coming("question/same", "question", "What is this?", "other", "And this?"),
                Prompts.coming("question/label", "question", "What is this?"),
                "Tell me a joke.")) {
            Reply reply = flawless.reply(prompt, Draw.of(1));
            assertThat(reply.recognised()).isFalse();
            assertThat(reply.truth().family()).isEmpty();
        }
        assertThat(fence(flawless.reply(Prompts.solve("f(x: int) -> int", "What is this?"), Draw.of(1))))
                .startsWith("def f(x: int) -> int:");
    }

    @Test
    void everyKindComesAboutAsOftenAsItsRateSays() {
        StandIn standIn = new StandIn(bank, Configs.with());
        List<String> tests = kinds(standIn, Prompts.tests(signature, question));
        List<String> solutions = kinds(standIn, Prompts.solve(signature, question));
        List<String> drafts = kinds(standIn, Prompts.documentation("Any text."));
        List<String> styles = kinds(standIn, Prompts.completion(signature, question, "s", "t"));

        assertThat(tests).contains("tests-strong", "tests-weak", "tests-wrong", "tests-shadowing", "tests-cheating");
        assertThat(share(tests, "tests-strong")).isBetween(0.73, 0.87);
        assertThat(solutions).contains("right", "wrong", "cheating-solution");
        assertThat(share(solutions, "right")).isBetween(0.78, 0.92);
        assertThat(drafts).contains("question", "abstain", "unreadable");
        assertThat(share(drafts, "question")).isBetween(0.88, 0.98);
        assertThat(share(styles, "style-leaky")).isBetween(0.08, 0.22);
        String stdio = problem.with(Variant.STDIO).statement(0, problem.signature(0));
        String[] named = {"signature", signature, "question", stdio};
        assertThat(kinds(standIn, Prompts.coming("cases/generator", "question", stdio)))
                .contains("generator", "generator-same", "generator-illegal");
        assertThat(kinds(standIn, Prompts.coming("cases/validator", "question", stdio)))
                .contains("validator", "validator-lax", "validator-strict");
        assertThat(kinds(standIn, Prompts.coming("solution/solve-cpp", named)))
                .contains("right", "wrong", "cheating-solution");
        assertThat(kinds(standIn, Prompts.coming("solution/solve-stdio-cpp", named)))
                .contains("right", "wrong", "cheating-solution");
        assertThat(kinds(standIn, Prompts.coming("solution/respond-stdio", named)))
                .contains("right", "wrong", "cheating-solution");
        assertThat(kinds(standIn, Prompts.coming("question/harder", named))).contains("question", "unreadable");
        assertThat(kinds(
                        standIn,
                        Prompts.coming(
                                "rewrite/stdio",
                                "signature",
                                signature,
                                "question",
                                question,
                                "solution",
                                "s",
                                "tests",
                                "t")))
                .contains("style-clean", "style-leaky");
        assertThat(kinds(standIn, Prompts.coming("question/same", "question", stdio, "other", stdio)))
                .contains("judgement-right", "judgement-wrong");
    }

    @Test
    void onlyAPromptThatAllowsItIsAnsweredWithAbstention() {
        StandIn shy = new StandIn(bank, Configs.with("rates.abstain", "1"));

        assertThat(shy.reply(Prompts.documentation("Any."), Draw.of(1)).content())
                .isEqualTo("BAD_DOCUMENT");
        assertThat(shy.reply(Prompts.snippet("x = 1"), Draw.of(1)).truth().kind())
                .isEqualTo("question");
    }

    @Test
    void aCommonProblemIsTheSameTextEachTime() {
        StandIn forgetful =
                new StandIn(bank, Configs.with("rates.common", "1", "rates.abstain", "0", "rates.unreadable", "0"));

        assertThat(IntStream.range(0, 50)
                        .mapToObj(request -> forgetful
                                .reply(Prompts.documentation("x"), Draw.of(request))
                                .content())
                        .distinct())
                .hasSize(2);
    }

    @Test
    void thinkingIsTaggedOrInAFieldOfItsOwn() {
        StandIn fielded = new StandIn(bank, Configs.with("reasoning-field", "true", "rates.unclosed-thinking", "0"));
        String prompt = Prompts.respond(signature, question);

        assertThat(flawless.reply(prompt, Draw.of(1)).content())
                .startsWith("<think>\n")
                .contains("\n</think>\n");
        assertThat(fielded.reply(prompt, Draw.of(1)).content())
                .doesNotContain("<think>")
                .contains("```python");
        assertThat(fielded.reply(prompt, Draw.of(1)).thinking()).isPresent();
    }

    @Test
    void unclosedThinkingIsNoAnswer() {
        StandIn lost = new StandIn(bank, Configs.with("rates.unclosed-thinking", "1"));
        Reply reply = lost.reply(Prompts.respond(signature, question), Draw.of(1));

        assertThat(reply.content()).startsWith("<think>\n").doesNotContain("</think>");
        assertThat(reply.truth().kind()).isEqualTo("wrong");
    }

    @Test
    void aLeakyPromptShowsTheBodyOrTheHiddenCalls() {
        Signature wanted = problem.signature(0);
        String solution = problem.rightSolution(wanted);
        String statement = solution.lines().skip(1).findFirst().orElseThrow();

        assertThat(Styles.leakingSolution(problem, question, wanted, solution)).contains("\"\"\"\n" + statement);
        assertThat(Styles.leakingTests(
                        question, wanted, Suites.strong(problem, wanted).getFirst()))
                .contains(">>> assert "
                        + problem.checks().getFirst().calls().getFirst().of(wanted.name()));
        assertThat(Styles.clean(problem, question, wanted)).endsWith("\"\"\"\n").doesNotContain(statement);
    }

    @Test
    void recognisesItsQuestionsInCompletionPrompts() {
        for (Family family : bank.families()) {
            for (int wording = 0; wording < family.wordings().size(); wording++) {
                Problem one = family.problem(wording * 7L % family.size());
                Signature head = one.signature(wording);
                String prompt = Styles.clean(one, one.statement(wording, head), head);
                assertThat(bank.recognise(prompt)).as(prompt).hasValueSatisfying(found -> {
                    assertThat(found.family()).isEqualTo(family);
                    assertThat(found.values()).isEqualTo(one.values());
                });
            }
        }
    }

    @Test
    void aBegunMessageIsContinuedOnOneLine() {
        Reply reply = flawless.reply("Write a function to", Draw.of(1));

        assertThat(reply.content().strip()).doesNotContain("\n");
        assertThat(reply.truth().kind()).isEqualTo("question");
        assertThat(bank.recognise(reply.content())).isNotEqualTo(Optional.empty());
    }

    private static List<String> kinds(StandIn standIn, String prompt) {
        return IntStream.range(0, SAMPLE)
                .mapToObj(request ->
                        standIn.reply(prompt, Draw.of("kinds", request)).truth().kind())
                .toList();
    }

    private static double share(List<String> kinds, String kind) {
        return kinds.stream().filter(kind::equals).count() / (double) kinds.size();
    }

    private static String fence(Reply reply) {
        String answer = reply.content().substring(Math.max(0, reply.content().lastIndexOf("</think>")));
        int from = answer.indexOf("```python\n") + "```python\n".length();
        return answer.substring(from, answer.indexOf("\n```", from));
    }
}
