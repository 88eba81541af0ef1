package dev.triptych.rehearsal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.triptych.rehearsal.Configs;
import dev.triptych.rehearsal.RehearsalConfig;
import dev.triptych.rehearsal.bank.Families;
import dev.triptych.rehearsal.reply.Prompts;
import dev.triptych.rehearsal.reply.Reply;
import dev.triptych.rehearsal.reply.StandIn;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BehaviourTest {
    private final ObjectMapper json = new ObjectMapper();

    @Test
    void aRunThatIsRepeatedUnderAnotherIdGetsTheSameReplies() {
        Behaviour one = behaviour(Configs.with());
        Behaviour restarted = behaviour(Configs.with());

        Behaviour.Plan first = one.plan(asked(body("Text."), "run-a/7/SOLUTION/1/1"));
        Behaviour.Plan second = restarted.plan(asked(body("Text."), "run-b/7/SOLUTION/1/1"));

        assertThat(second).isEqualTo(first);
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
    void latencyHasTheConfiguredMean() {
        Behaviour behaviour = behaviour(Configs.with("latency-mean", "PT1S", "latency-sigma", "0.5"));
        double mean = IntStream.range(0, 2000)
                .mapToObj(request -> behaviour.plan(asked(body("Tell me a joke."), "run/" + request)))
                .mapToLong(plan -> plan.latency().toMillis())
                .average()
                .orElseThrow();

        assertThat(mean).isBetween(930.0, 1070.0);
    }

    @Test
    void aRequestThatMakesNoSenseNamesTheField() {
        assertThatThrownBy(() -> asked(body("x").put("model", "gpt"), null))
                .isInstanceOf(Asked.UnknownModel.class)
                .hasMessageContaining("gpt");
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
        return behaviour.plan(asked).replies().getFirst();
    }

    private static Behaviour behaviour(RehearsalConfig config) {
        return new Behaviour(new StandIn(Families.bank(), config), config);
    }

    private ObjectNode body(String documentation) {
        ObjectNode body = json.createObjectNode().put("model", "rehearsal-1");
        body.withArray("messages").addObject().put("role", "system").put("content", "You write questions.");
        body.withArray("messages").addObject().put("role", "user").put("content", Prompts.documentation(documentation));
        return body;
    }

    private static Asked asked(ObjectNode body, @Nullable String key) {
        return Asked.read(true, body, key, "rehearsal-1");
    }
}
