package dev.triptych.cli.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ApiTest {
    @Test
    void aRefusalNamesTheFieldsAndShowsTheExample() {
        assertThat(Api.words(
                        400,
                        "{\"code\":\"INVALID_INPUT\",\"problems\":[\"target: must be ≥ 1, was -3\"],"
                                + "\"example\":{\"recipe\":\"kodcode\"}}"))
                .isEqualTo("target: must be ≥ 1, was -3 (for example: {\"recipe\":\"kodcode\"})");
    }

    @Test
    void aRefusalWithoutWordsStillSaysSomething() {
        assertThat(Api.words(404, "<html>")).isEqualTo("Refused (404)");
        assertThat(Api.words(404, "{\"code\":\"UNKNOWN_RUN\"}")).isEqualTo("UNKNOWN_RUN");
    }
}
