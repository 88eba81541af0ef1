package dev.triptych.rehearsal.reply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triptych.rehearsal.Configs;
import dev.triptych.rehearsal.bank.Bank;
import dev.triptych.rehearsal.bank.Draw;
import dev.triptych.rehearsal.bank.Families;
import dev.triptych.rehearsal.bank.Family;
import dev.triptych.rehearsal.bank.Problem;
import dev.triptych.rehearsal.bank.Signature;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
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
