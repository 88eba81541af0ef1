package dev.triptych.rehearsal.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.triptych.rehearsal.reply.Truth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CallLogTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final CallLog.Sent RIGHT =
            new CallLog.Sent("aa", new Truth("spiral", Map.of("step", 2), "right"), true);

    @TempDir
    Path directory;

    private final ObjectMapper json = new ObjectMapper();

    @Test
    void knowsAfterARestartWhatItKnewBefore() {
        Path file = directory.resolve("logs/replies.jsonl");
        CallLog before = CallLog.open(json, file);
        before.full(held("run/1/SOLUTION/1/1", 3), List.of(RIGHT));
        before.full(held("run/1/SOLUTION/1/1", 5), List.of(RIGHT));
        before.full(
                held("other/1/TESTS/1/1", 4), List.of(new CallLog.Sent("bb", new Truth("", Map.of(), "wrong"), false)));
        before.refused("run/2/TESTS/1/1", START);
        before.cut(held("run/3/TESTS/1/1", 2));

        CallLog after = CallLog.open(json, file);

        assertThat(after.sums()).isEqualTo(before.sums());
        assertThat(after.sums()).isEqualTo(new CallLog.Sums(5, 3, 1, 1, 14.0, START, START.plusSeconds(4)));
        assertThat(after.truth("aa")).hasValue(RIGHT.truth());
        assertThat(after.answered("run/"))
                .containsExactly(new CallLog.Answered("run/1/SOLUTION/1/1", 2, START.plusSeconds(3)));
    }

    @Test
    void aReplyThatCouldNotBeSentIsTakenBack() {
        CallLog log = CallLog.inMemory(json);
        log.full(held("run/1/TESTS/1/1", 1), List.of(RIGHT));
        log.notFull(held("run/1/TESTS/1/1", 1));

        assertThat(log.answered("run/")).isEmpty();
        assertThat(log.sums().completed()).isZero();
        assertThat(log.sums().calls()).isEqualTo(1);
    }

    @Test
    void passesOverALineThatAKillCutAndGoesOnBehindIt() throws IOException {
        Path file = directory.resolve("replies.jsonl");
        CallLog before = CallLog.open(json, file);
        before.full(held("run/1/TESTS/1/1", 1), List.of(RIGHT));
        Files.writeString(file, "{\"event\":\"reply\",\"ke", StandardOpenOption.APPEND);

        CallLog.open(json, file).full(held("run/2/TESTS/1/1", 1), List.of(RIGHT));

        assertThat(CallLog.open(json, file).answered("run/")).hasSize(2);
    }

    @Test
    void theFirstToSayWhatAReplyIsIsRight() {
        CallLog log = CallLog.inMemory(json);
        log.say(RIGHT);
        log.say(new CallLog.Sent("aa", new Truth("", Map.of(), "wrong"), true));

        assertThat(log.truth("aa")).hasValue(RIGHT.truth());
    }

    private static CallLog.Held held(String key, int seconds) {
        return new CallLog.Held(key, START, START.plusSeconds(seconds));
    }
}
