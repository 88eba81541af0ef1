package dev.triptych.question.dedup;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FingerprintTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "Count the vowels of a text. | count the  VOWELS of a text",
                "Return `True` for **even** numbers. | return True for even numbers",
                "Use 'x', then ‘y’! | use \"x\" then 'y'",
                "_Note_: an empty list gives []. | Note an empty list gives []"
            })
    void ignoresCaseWhiteSpaceAndMarksWithoutMeaning(String one, String other) {
        assertThat(Fingerprint.of(one)).isEqualTo(Fingerprint.of(other));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "Return a + b. | Return a - b.",
                "Return a*b. | Return ab.",
                "Return a * b. | Return a b.",
                "Stop at -3. | Stop at 3.",
                "Scale by 0.5. | Scale by 05.",
                "Return [x]. | Return (x).",
                "Call word_count. | Call wordcount.",
                "Return 'a' * n. | Return 'a' + n.",
                "Split at ';'. | Split at '#'.",
                "Split at ' '. | Split at '  '.",
                "Return 'A'. | Return 'a'."
            })
    void keepsWhatMakesAnotherQuestion(String one, String other) {
        assertThat(Fingerprint.of(one)).isNotEqualTo(Fingerprint.of(other));
    }
}
