package dev.triptych.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VersionsTest {
    @ParameterizedTest
    @CsvSource({
        "Python 3.11.7, 3.9, true",
        "Python 3.8.18, 3.9, false",
        "go version go1.26.8 linux/amd64, 1.21, true",
        "go version go1.19 linux/amd64, 1.21, false",
        "1.21, 1.21.0, true"
    })
    void tellsWhetherWhatAProgramPrintsIsRecentEnough(String printed, String least, boolean enough) {
        assertThat(Versions.atLeast(Versions.first(printed).orElseThrow(), least))
                .isEqualTo(enough);
    }
}
