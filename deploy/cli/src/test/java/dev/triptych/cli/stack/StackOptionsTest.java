package dev.triptych.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StackOptionsTest {
    private static StackOptions with(Map<String, Integer> ports, Map<String, String> rehearsal) {
        return new StackOptions(true, false, false, Teachers.rehearsed(), ports, rehearsal);
    }

    @Test
    void aStackThatIsUpLacksNothingOfWhatItWasStartedWith() {
        StackOptions options = with(Map.of("temporal", 7233), Map.of("slots", "16"));

        assertThat(options.lackingIn(options.parts(), Map.of("temporal", 7233))).isEmpty();
        assertThat(with(Map.of(), Map.of()).lackingIn(options.parts(), Map.of()))
                .isEmpty();
    }

    @Test
    void namesEachOptionThatAStackThatIsUpWouldIgnore() {
        StackOptions options = with(Map.of("temporal", 7233), Map.of("slots", "16"));

        assertThat(options.lackingIn(with(Map.of(), Map.of("slots", "8")).parts(), Map.of("temporal", 20_001)))
                .containsExactly("rehearsal {slots=16}", "port temporal=7233");
    }

    @Test
    void anotherKeyIsAnotherTeacher() {
        Teachers open = Teachers.own("http://t/v1", "m", Optional.empty());
        Teachers secret = Teachers.own("http://t/v1", "m", Optional.of(Path.of("key")));

        assertThat(new StackOptions(false, false, false, secret, Map.of(), Map.of())
                        .lackingIn(new StackOptions(false, false, false, open, Map.of(), Map.of()).parts(), Map.of()))
                .containsExactly("teacher own {base-url=http://t/v1, key-file="
                        + Path.of("key").toAbsolutePath() + ", model=m}");
    }
}
