package dev.triptych.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FencesTest {
    @Test
    void readsBackticksTildesLanguagesAndIndentedBlocks() {
        String reply = "One:\n```python\na = 1\n```\n- two\n  ~~~~ {.Py title=x}\n  b = 2\n    c = 3\n  ~~~~\n";
        assertThat(Fences.of(reply))
                .containsExactly(new Fence("python", "a = 1\n", true, 2), new Fence("py", "b = 2\n  c = 3\n", true, 6));
    }

    @Test
    void readsAnyLineEnds() {
        assertThat(Fences.of("```py\r\na = 1\r\nb = 2\r\n```\r\n"))
                .containsExactly(new Fence("py", "a = 1\nb = 2\n", true, 1));
        assertThat(Fences.of("```py\ra = 1\r```\r")).containsExactly(new Fence("py", "a = 1\n", true, 1));
    }

    @Test
    void keepsABlockThatIsNeverClosed() {
        assertThat(Fences.of("```python\na = 1")).containsExactly(new Fence("python", "a = 1\n", false, 1));
    }

    @Test
    void closesOnlyByTheSameSignAtLeastAsLong() {
        assertThat(Fences.of("````\n```\n~~~~\n`````\n")).containsExactly(new Fence("", "```\n~~~~\n", true, 1));
    }

    @Test
    void readsNestedBlocksBothWays() {
        String reply = "```python\n\"\"\"\n```text\nx\n```\n\"\"\"\na = 1\n```\n";
        assertThat(Fences.of(reply))
                .extracting(Fence::code)
                .contains("\"\"\"\n```text\nx\n```\n\"\"\"\na = 1\n", "\"\"\"\n```text\nx\n", "x\n");
    }

    @Test
    void readsABlockInsideAMarkdownBlock() {
        String reply = "```markdown\nHere:\n```python\na = 1\n```\n```\n";
        assertThat(Fences.of(reply)).extracting(Fence::code).contains("a = 1\n");
    }

    @Test
    void doesNotTakeInlineCodeForABlock() {
        assertThat(Fences.of("use ```x``` here\n``` y ``` z\n")).isEmpty();
    }

    @Test
    void staysBoundedOnFencesOnly() {
        assertThat(Fences.of("```x\n".repeat(100_000))).hasSizeLessThanOrEqualTo(200);
        assertThat(Fences.of("```\n".repeat(100_000))).hasSizeLessThanOrEqualTo(200);
    }
}
