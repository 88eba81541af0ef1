package dev.triptych.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triptych.syntax.Reply.Thinking.Absent;
import dev.triptych.syntax.Reply.Thinking.Closed;
import dev.triptych.syntax.Reply.Thinking.Unclosed;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReplyTest {
    private static Reply split(String text) {
        return Reply.split(text, Optional.empty());
    }

    @Test
    void splitsReasoningFromAnswer() {
        assertThat(split("<think>\nwhy\n</think>\n\nanswer\n")).isEqualTo(new Reply(new Closed("why"), "answer"));
    }

    @Test
    void findsNoReasoningInAPlainAnswer() {
        assertThat(split(" answer ")).isEqualTo(new Reply(new Absent(), "answer"));
    }

    @Test
    void takesTheTextBeforeAClosingTagAsReasoningWhenTheTemplateWroteTheOpeningOne() {
        assertThat(split("why\n</think>answer")).isEqualTo(new Reply(new Closed("why"), "answer"));
    }

    @Test
    void hasNoAnswerWhenReasoningNeverEnds() {
        assertThat(split("<think>why ```python\nf = 1\n```"))
                .isEqualTo(new Reply(new Unclosed("why ```python\nf = 1\n```"), ""));
        assertThat(split("<think>a</think>b\n<think>c").thinking()).isInstanceOf(Unclosed.class);
    }

    @Test
    void endsRepeatedAndNestedReasoningAtTheLastClosingTag() {
        assertThat(split("<think>a</think>\n<think>b</think>\nc").answer()).isEqualTo("c");
        assertThat(split("<think>a <think>b</think> c</think> d").answer()).isEqualTo("d");
        assertThat(split("<think><think>a</think>d").answer()).isEqualTo("d");
    }

    @Test
    void leavesTagsInTheAnswersCodeAlone() {
        String code = "```python\nTAGS = '<think></think>'\n</think>\n```";
        assertThat(split("<think>a</think>\n" + code)).isEqualTo(new Reply(new Closed("a"), code));
        assertThat(split(code)).isEqualTo(new Reply(new Absent(), code));
    }

    @Test
    void takesTheSeparateFieldAsReasoning() {
        assertThat(Reply.split("answer", Optional.of(" why "))).isEqualTo(new Reply(new Closed("why"), "answer"));
        assertThat(Reply.split("answer", Optional.of(" "))).isEqualTo(new Reply(new Absent(), "answer"));
        assertThat(Reply.split("<think>more", Optional.of("why"))).isEqualTo(new Reply(new Unclosed("why\nmore"), ""));
    }
}
