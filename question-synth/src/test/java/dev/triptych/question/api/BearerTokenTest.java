package dev.triptych.question.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BearerTokenTest {
    @TempDir
    Path folder;

    @Test
    void letsOnlyTheTokenThrough() throws IOException {
        Path file = Files.writeString(folder.resolve("token"), "secret\n");
        BearerToken bearer = bearer(Optional.of(file));

        assertThat(bearer.refusal("Bearer secret")).isEmpty();
        assertThat(bearer.refusal("Bearer other")).isPresent();
        assertThat(bearer.refusal("Bearer ")).isPresent();
        assertThat(bearer.refusal("secret")).isPresent();
        assertThat(bearer.refusal(null)).isPresent();
    }

    @Test
    void refusesEverythingWithoutAToken() throws IOException {
        Path empty = Files.writeString(folder.resolve("empty"), "\n");

        assertThat(bearer(Optional.empty()).refusal("Bearer ")).isPresent();
        assertThat(bearer(Optional.of(empty)).refusal("Bearer ")).isPresent();
        assertThat(bearer(Optional.of(folder.resolve("absent"))).refusal("Bearer x"))
                .isPresent();
    }

    private static BearerToken bearer(Optional<Path> tokenFile) {
        return new BearerToken(() -> () -> tokenFile);
    }
}
