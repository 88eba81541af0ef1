package dev.triptych.question.draft;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuestionTextTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Count the words.",
                "  Count the words.  \n",
                "Question 3: Count the words.",
                "**Question 12:** Count the words.",
                "# Word counter\n\nCount the words.",
                "### Problem\nQuestion: Count the words.",
                "```text\nCount the words.\n```",
                "Count the\u200b words.\r\n"
            })
    void stripsWhatIsNotTheQuestion(String text) {
        assertThat(QuestionText.normalised(text)).isEqualTo("Count the words.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Questions are counted: each once.",
                "Count.\n\n## Example\n\n```\nf(1)\n```\n\nand\n\n```\nf(2)\n```",
                "Count.\n\n\tindented"
            })
    void leavesWhatIs(String text) {
        assertThat(QuestionText.normalised(text)).isEqualTo(text);
    }
}
