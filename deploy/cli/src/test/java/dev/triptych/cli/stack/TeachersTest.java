package dev.triptych.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.triptych.cli.CliException;
import dev.triptych.teacher.client.TeachersConfig;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TeachersTest {
    @TempDir
    private Path folder;

    @Test
    void readsTheProfilesOfAFile() throws IOException {
        Path key = Files.writeString(folder.resolve("key.txt"), "secret");

        Teachers teachers = read("""
                # prices in micro-dollars
                fast.base-url = http://127.0.0.1:8000/v1
                fast.model = small
                fast.fallback = strong
                strong.base-url = https://example.org/v1
                strong.model = large
                strong.key-file = key.txt
                """);

        assertThat(teachers.profiles())
                .containsEntry(
                        "fast", Map.of("base-url", "http://127.0.0.1:8000/v1", "model", "small", "fallback", "strong"))
                .containsEntry(
                        "strong",
                        Map.of("base-url", "https://example.org/v1", "model", "large", "key-file", key.toString()));
        assertThat(teachers.needRehearsal()).isFalse();
        assertThat(teachers.theOnlyOne()).isEmpty();
    }

    @Test
    void theStandInIsOneTeacherAmongOthers() throws IOException {
        Teachers teachers = read("weak.base-url=rehearsal\nweak.model=rehearsal-1\n");

        assertThat(teachers.needRehearsal()).isTrue();
        assertThat(teachers.theOnlyOne()).isEqualTo("weak");
        assertThat(Teachers.rehearsed().theOnlyOne()).isEqualTo("rehearsal");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a.model=m                                                  | a.base-url",
                "a.base-url=ftp://x\\na.model=m                             | a.base-url",
                "a.base-url=http://x/v1                                     | a.model",
                "a.base-url=http://x/v1\\na.model=m\\na.fallback=b          | a.fallback",
                "a.base-url=http://x/v1\\na.model=m\\na.key-file=none       | a.key-file",
                "a.base-url=http://x/v1\\na.model=m\\na.concurency=3        | a.concurency",
                "a.base-url=http://\\na.model=m                            | a.base-url",
                "a.base-url=http://x y/v1\\na.model=m                      | a.base-url",
                "a.base-url=http://x/v1\\na.model=m\\na.fallback=a          | a.fallback",
                "a.base-url=http://x/v1\\na.model=m\\na.key-file=.          | a.key-file",
                "a.base-url=http://x/v1\\na.model=m\\na.key-file=           | a.key-file",
                "a.base-url=http://x/v1\\na.model=m\\na.concurrency=many    | a.concurrency",
                "a.base-url=http://x/v1\\na.model=m\\na.concurrency=0       | a.concurrency",
                "a.base-url=http://x/v1\\na.model=m\\na.streaming=no        | a.streaming",
                "a.base-url=http://x/v1\\na.model=m\\na.time-max=never      | a.time-max",
                "a.base-url=http://x/v1\\na.model=m\\na.truth-url=y         | a.truth-url",
                "a.base-url=http://x/v1\\na.model=m\\na.prompt-price-micro-usd=0.1 | a.prompt-price-micro-usd",
                "a.base-url=http://x/v1\\na.model=m\\na.cached-prompt-price-micro-usd=1 | a.cached-prompt-price",
                "a.base-url=http://x/v1\\na.model=m\\na.model=n             | a.model",
                "a.base-url=http://x/v1\\na.model=m\\rb                   | a.model",
                "A.model=m                                                  | A.model",
                "model=m                                                    | model",
                "''                                                         | 1 to 64",
            })
    void namesTheFirstPropertyThatIsWrong(String text, String named) {
        assertThatThrownBy(() -> read(text.replace("\\n", "\n"))).isInstanceOfSatisfying(CliException.class, e -> {
            assertThat(e.exitCode()).isEqualTo(CliException.USAGE);
            assertThat(e.line()).contains("teachers.properties").contains(named);
        });
    }

    @Test
    void fallbacksMustNotLeadBack() {
        assertThatThrownBy(() -> read("""
                        a.base-url=http://x/v1
                        a.model=m
                        a.fallback=b
                        b.base-url=http://x/v1
                        b.model=m
                        b.fallback=c
                        c.base-url=http://x/v1
                        c.model=m
                        c.fallback=b
                        """)).isInstanceOfSatisfying(CliException.class, e -> assertThat(e.line())
                .contains(".fallback")
                .contains("b → c → b"));
    }

    @Test
    void knowsEveryPropertyThatTheServicesRead() {
        assertThat(Stream.of(TeacherProperty.values()).map(TeacherProperty::label))
                .containsExactlyInAnyOrderElementsOf(Stream.of(TeachersConfig.ProfileConfig.class.getDeclaredMethods())
                        .map(Method::getName)
                        .map(name -> name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT))
                        .toList());
    }

    private Teachers read(String text) throws IOException {
        return Teachers.read(Files.writeString(folder.resolve("teachers.properties"), text));
    }
}
