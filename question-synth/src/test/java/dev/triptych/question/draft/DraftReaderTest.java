package dev.triptych.question.draft;

import static dev.triptych.contracts.RejectReason.ABSTAINED;
import static dev.triptych.contracts.RejectReason.NO_ENTRY_POINT;
import static dev.triptych.contracts.RejectReason.UNREADABLE_DRAFT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.triptych.contracts.EntryPoint;
import dev.triptych.contracts.Sha256;
import dev.triptych.teacher.Answer;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DraftReaderTest {
    private static final String TEXT = "Count the vowels of a text. An empty text has none.";

    @Test
    void readsQuestionAndEntryPoint() {
        Draft draft = read(reply(TEXT, "`count_vowels(text: str) -> int`"));

        assertThat(draft)
                .isEqualTo(new Draft.Readable(
                        TEXT,
                        TEXT + "\n\nWrite the function `count_vowels(text: str) -> int`.",
                        new EntryPoint("count_vowels", "count_vowels(text: str) -> int")));
    }

    @Test
    void leavesATextAloneThatStatesItsEntryPoint() {
        String text = "Write count_vowels( text:str )->int, which counts vowels.";

        assertThat(read(reply(text, "`count_vowels(text: str) -> int`")))
                .isInstanceOfSatisfying(
                        Draft.Readable.class, draft -> assertThat(draft.text()).isEqualTo(text));
    }

    @Test
    void aLongerNameThatEndsInOursDoesNotStateIt() {
        String text = "Write recount(text: str) -> int, which counts vowels.";

        assertThat(read(reply(text, "`count(text: str) -> int`")))
                .isInstanceOfSatisfying(
                        Draft.Readable.class, draft -> assertThat(draft.text()).endsWith("`count(text: str) -> int`."));
    }

    @Test
    void doesNotTakeHeadingsOfTheQuestionOrOfAFenceForSections() {
        String text = "Parse headings.\n\n## Examples\n\n```\n## Question\n```\nThat is all.";

        assertThat(read("Sure.\n\n## Analysis\nIt scans.\n\n" + reply(text, "`f(x: str) -> str`")))
                .isInstanceOfSatisfying(
                        Draft.Readable.class, draft -> assertThat(draft.body()).isEqualTo(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "**Question**\nCount.\n\n**Entry point**\n`f(x: int) -> int`",
                "### Question:\nCount.\n### Entry Point:\n```python\ndef f(x: int) -> int:\n    ...\n```",
                "Question:\nCount.\nEntry-point:\nf(x: int) -> int",
                "<think>## Question or not?</think>\n## Question\nCount.\n## Entry point\n`def f(x: int) -> int:`"
            })
    void readsWhatTeachersMakeOfTheFormat(String reply) {
        assertThat(read(reply)).isInstanceOfSatisfying(Draft.Readable.class, draft -> {
            assertThat(draft.body()).isEqualTo("Count.");
            assertThat(draft.entryPoint().signature()).isEqualTo("f(x: int) -> int");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"BAD_DOCUMENT", "`BAD_DOCUMENT`", "I am sorry.\n\n**BAD_DOCUMENT**\n"})
    void countsAnAbstention(String reply) {
        assertThat(read(reply)).isEqualTo(new Draft.Unusable(ABSTAINED, "bad-document"));
    }

    @Test
    void aQuestionThatMentionsTheAbstentionIsNone() {
        assertThat(read(reply("Return the line\nBAD_DOCUMENT\nfor empty input.", "`f(x: str) -> str`")))
                .isInstanceOf(Draft.Readable.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "I cannot help with that.",
                "## Question\n\n\n## Entry point\n",
                "## Question\n```\n```\n## Entry point\n`f() -> int`",
                "## Question\nCount.",
                "<think>hm",
                "## Question\nOne.\n## Question\nTwo.\n## Entry point\n`f() -> int`"
            })
    void saysWhenTheSectionsAreNotThere(String reply) {
        assertThat(read(reply)).isInstanceOfSatisfying(Draft.Unusable.class, draft -> assertThat(draft.reason())
                .isEqualTo(UNREADABLE_DRAFT));
    }

    @Test
    void aCutOrRefusedReplyIsNotReadAtAll() {
        String whole = reply(TEXT, "`f(x: str) -> int`");

        assertThat(DraftReader.read(answer(whole, Answer.Finish.LENGTH), Optional.empty()))
                .isEqualTo(new Draft.Unusable(UNREADABLE_DRAFT, "truncated"));
        assertThat(DraftReader.read(answer(whole, Answer.Finish.REFUSED), Optional.empty()))
                .isEqualTo(new Draft.Unusable(UNREADABLE_DRAFT, "refused"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "see above",
                "`count_vowels`",
                "`count_vowels(text: str)`",
                "`count vowels(text: str) -> int`",
                "`f(x: int) -> int: import os; os.remove('x')`",
                "`f(x: int -> int`",
                "`f(x) -> int: return 1 # `",
                "`class(x: int) -> int`"
            })
    void wantsASignatureThatParsesAndNothingElse(String section) {
        assertThat(read(reply(TEXT, section))).isEqualTo(new Draft.Unusable(NO_ENTRY_POINT, "no-signature"));
    }

    @Test
    void dropsAQuestionThatQuotesItsSnippet() {
        String snippet = "def f(xs):\n    total = 0\n    for x in xs:\n        total += x\n    return total\n";
        String quoting = "What does this do?\n\n    total = 0\n    for x in xs:\n        total += x\n\nWrite it.";

        assertThat(DraftReader.read(
                        answer(reply(quoting, "`f(xs: list[int]) -> int`"), Answer.Finish.STOP), Optional.of(snippet)))
                .isEqualTo(new Draft.Unusable(UNREADABLE_DRAFT, "quotes-snippet"));
        assertThat(DraftReader.read(
                        answer(reply("Sum a list.", "`f(xs: list[int]) -> int`"), Answer.Finish.STOP),
                        Optional.of(snippet)))
                .isInstanceOf(Draft.Readable.class);
    }

    @Test
    void boundsTheText() {
        assertThat(read(reply("a ".repeat(10_001), "`f(x: str) -> int`")))
                .isEqualTo(new Draft.Unusable(UNREADABLE_DRAFT, "too-long"));
    }

    private static String reply(String question, String entryPoint) {
        return "## Question\n" + question + "\n\n## Entry point\n" + entryPoint + "\n";
    }

    private static Draft read(String reply) {
        return DraftReader.read(answer(reply, Answer.Finish.STOP), Optional.empty());
    }

    private static Answer answer(String text, Answer.Finish finish) {
        return new Answer(1, text, Optional.empty(), finish, Sha256.of(text));
    }
}
