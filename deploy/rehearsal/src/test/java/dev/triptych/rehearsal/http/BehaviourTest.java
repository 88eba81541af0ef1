package dev.triptych.rehearsal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.triptych.rehearsal.Configs;
import dev.triptych.rehearsal.RehearsalConfig;
import dev.triptych.rehearsal.bank.Bank;
import dev.triptych.rehearsal.bank.Families;
import dev.triptych.rehearsal.bank.Problem;
import dev.triptych.rehearsal.bank.Signature;
import dev.triptych.rehearsal.bank.Variant;
import dev.triptych.rehearsal.reply.Prompts;
import dev.triptych.rehearsal.reply.Reply;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BehaviourTest {
    private static final Bank BANK = Families.bank();

    private final ObjectMapper json = new ObjectMapper();

    @Test
    void aRunThatIsRepeatedUnderAnotherIdGetsTheSameReplies() {
        Behaviour one = behaviour(Configs.with());
        Behaviour restarted = behaviour(Configs.with());

        Asked first = asked(body("Text."), "run-a/7/SOLUTION/1/1");
        Asked second = asked(body("Text."), "run-b/7/SOLUTION/1/1");

        assertThat(restarted.plan(second)).isEqualTo(one.plan(first));
        assertThat(restarted.replies(second, Fault.NONE)).isEqualTo(one.replies(first, Fault.NONE));
    }

    @Test
    void attemptsSamplesTemperaturesAndSeedsDiffer() {
        Behaviour behaviour = behaviour(Configs.flawless());
        Reply first = only(behaviour, asked(body("Text."), "run/7/RESPONSE/1/1"));

        assertThat(only(behaviour, asked(body("Text."), "run/7/RESPONSE/1/2"))).isNotEqualTo(first);
        assertThat(only(behaviour, asked(body("Text.").put("temperature", 0.9), "run/7/RESPONSE/1/1")))
                .isNotEqualTo(first);
        assertThat(only(behaviour(Configs.with("seed", "2")), asked(body("Text."), "run/7/RESPONSE/1/1")))
                .isNotEqualTo(first);
        assertThat(only(behaviour, asked(body("Text.").put("stream", true), "run/7/RESPONSE/1/1")))
                .isEqualTo(first);
    }

    @Test
    void aFaultDoesNotRepeatForEver() {
        Behaviour behaviour = behaviour(Configs.with("faults.refuse", "0.5", "faults.reset", "0.3"));
        Asked asked = asked(body("Text."), "run/1/TESTS/1/1");

        assertThat(IntStream.range(0, 60)
                        .mapToObj(attempt -> behaviour.plan(asked).fault()))
                .contains(Fault.NONE, Fault.REFUSE, Fault.RESET);
    }

    @Test
    void aReplyOverTheTokenBoundIsCutAndSaysSo() {
        Reply reply = only(behaviour(Configs.flawless()), asked(body("Text.").put("max_tokens", 10), null));

        assertThat(reply.content()).hasSize(40);
        assertThat(reply.finish()).isEqualTo(Reply.Finish.LENGTH);
        assertThat(reply.truth().kind()).isEqualTo("unreadable");
    }

    @Test
    void aLoopRunsToTheTokenBoundAndARefusalHasNoText() {
        Reply loop = only(
                behaviour(Configs.with("faults.loop", "1")), asked(body("Text.").put("max_tokens", 1000), null));
        Reply refusal = only(behaviour(Configs.with("faults.filtered", "1")), asked(body("Text."), null));
        Reply truncated = only(
                behaviour(Configs.with("faults.truncated", "1", "rates.abstain", "0")), asked(body("Text."), null));

        assertThat(Tokens.of(loop.content())).isEqualTo(1000);
        assertThat(loop.finish()).isEqualTo(Reply.Finish.LENGTH);
        assertThat(refusal.content()).isEmpty();
        assertThat(refusal.finish()).isEqualTo(Reply.Finish.FILTERED);
        assertThat(truncated.finish()).isEqualTo(Reply.Finish.LENGTH);
    }

    @Test
    void theLanguageMayStandInTheSystemMessageAlone() {
        Problem problem = BANK.families().getFirst().problem(0);
        Signature signature = problem.signature(0);
        ObjectNode body = bodyOf(Prompts.respond(signature.text(), problem.statement(0, signature)));
        Behaviour behaviour = behaviour(Configs.flawless());

        assertThat(only(behaviour, asked(body, null)).content()).contains("```python\n");
        body.withArray("messages").addObject().put("role", "system").put("content", "Answer in one ```cpp fence.");
        assertThat(only(behaviour, asked(body, null)).content()).contains("```cpp\n#include");
    }

    @Test
    void halfAGeneratorMakesNoLegalInputAndHalfAValidatorAcceptsNone() {
        Problem problem = BANK.families().getFirst().problem(0).with(Variant.STDIO);
        String question = problem.statement(0, problem.signature(0));
        Behaviour behaviour = behaviour(Configs.with(
                "faults.truncated",
                "1",
                "rates.generator-same",
                "0",
                "rates.generator-illegal",
                "0",
                "rates.validator-lax",
                "0",
                "rates.validator-strict",
                "0"));

        assertThat(only(behaviour, asked(bodyOf(Prompts.coming("cases/generator", "question", question)), null))
                        .truth()
                        .kind())
                .isEqualTo("generator-illegal");
        assertThat(only(behaviour, asked(bodyOf(Prompts.coming("cases/validator", "question", question)), null))
                        .truth()
                        .kind())
                .isEqualTo("validator-strict");
    }

    @Test
    void aTeacherThatIgnoresTheBoundTalksOnWithoutRepeatingItself() {
        Reply reply = only(
                behaviour(Configs.with("faults.unbounded", "1")),
                asked(body("Text.").put("max_tokens", 1000), null));

        assertThat(Tokens.of(reply.content())).isEqualTo(4000);
        assertThat(reply.finish()).isEqualTo(Reply.Finish.STOP);
        assertThat(reply.content().lines().skip(100)).doesNotHaveDuplicates();
    }

    @Test
    void aRefusalToHelpIsNeitherRightNorWrong() {
        Reply reply = only(behaviour(Configs.with("faults.refusal", "1")), asked(body("Text."), null));

        assertThat(reply.content()).doesNotContain("## Question").isNotBlank();
        assertThat(reply.finish()).isEqualTo(Reply.Finish.STOP);
        assertThat(reply.truth().kind()).isEqualTo("refusal");
        assertThat(reply.recognised()).isTrue();
    }

    @Test
    void aRequestOverTheContextFails() {
        Behaviour behaviour = behaviour(Configs.with("context-tokens-max", "1000"));

        assertThat(behaviour
                        .plan(asked(body("Text.").put("max_tokens", 100), null))
                        .fault())
                .isEqualTo(Fault.NONE);
        assertThat(behaviour
                        .plan(asked(body("Text.").put("max_tokens", 900), null))
                        .fault())
                .isEqualTo(Fault.CONTEXT_TOO_LONG);
    }

    @Test
    void serverErrorsHaveOneOfTheConfiguredStatuses() {
        Behaviour behaviour =
                behaviour(Configs.with("faults.server-error", "1", "faults.server-error-statuses", "503,529"));

        assertThat(IntStream.range(0, 40)
                        .mapToObj(call -> behaviour.plan(asked(body("Text."), "run/" + call)))
                        .map(Behaviour.Plan::serverError)
                        .distinct())
                .containsExactlyInAnyOrder(503, 529);
    }

    @Test
    void theServiceTimeHasTheConfiguredMeanAndFollowsFromSeedAndPromptAlone() {
        ServiceTime time = new ServiceTime(1, Duration.ofSeconds(1), 0.5);
        List<Duration> drawn = IntStream.range(0, 4000)
                .mapToObj(prompt -> time.of(Asked.sha256("prompt " + prompt)))
                .toList();

        assertThat(drawn.stream().mapToLong(Duration::toMillis).average().orElseThrow())
                .isBetween(970.0, 1030.0);
        assertThat(new ServiceTime(1, Duration.ofSeconds(1), 0.5).of(Asked.sha256("prompt 7")))
                .isEqualTo(drawn.get(7));
        assertThat(new ServiceTime(2, Duration.ofSeconds(1), 0.5).of(Asked.sha256("prompt 7")))
                .isNotEqualTo(drawn.get(7));
        assertThat(new ServiceTime(1, Duration.ofSeconds(10), 0.5)
                        .of(Asked.sha256("prompt 7"))
                        .toMillis())
                .isCloseTo(10 * drawn.get(7).toMillis(), within(10L));
        Behaviour behaviour = behaviour(Configs.with());
        assertThat(behaviour
                        .plan(asked(body("Text.").put("temperature", 1), "run/2"))
                        .latency())
                .isEqualTo(behaviour.plan(asked(body("Text."), "run/1")).latency());
    }

    @Test
    void aRequestThatMakesNoSenseNamesTheField() {
        assertThatThrownBy(() -> asked(json.createObjectNode().put("model", "rehearsal-1"), null))
                .hasMessageStartingWith("messages:");
        assertThatThrownBy(() -> asked(body("x").put("n", 99), null)).hasMessageStartingWith("n:");
        assertThatThrownBy(() -> asked(body("x").put("max_tokens", 0), null)).hasMessageStartingWith("max_tokens:");
    }

    @Test
    void promptTokensStayWithinTheBoundThatCallersReserve() {
        Asked asked = asked(body("Text. äöü"), null);

        assertThat(asked.promptTokens()).isPositive().isLessThan(asked.message().length() + 2 * 64);
    }

    private static Reply only(Behaviour behaviour, Asked asked) {
        return behaviour.replies(asked, behaviour.plan(asked).fault()).getFirst();
    }

    private static Behaviour behaviour(RehearsalConfig config) {
        return Profile.of(config.model(), config, BANK, config.seed()).behaviour();
    }

    private ObjectNode body(String documentation) {
        return bodyOf(Prompts.documentation(documentation));
    }

    private ObjectNode bodyOf(String prompt) {
        ObjectNode body = json.createObjectNode().put("model", "rehearsal-1");
        body.withArray("messages").addObject().put("role", "system").put("content", "You write questions.");
        body.withArray("messages").addObject().put("role", "user").put("content", prompt);
        return body;
    }

    private static Asked asked(ObjectNode body, @Nullable String key) {
        return Asked.read(true, body, key);
    }
}
