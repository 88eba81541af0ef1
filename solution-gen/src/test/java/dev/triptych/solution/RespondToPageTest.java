package dev.triptych.solution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.triptych.contracts.EntryPoint;
import dev.triptych.contracts.ErrorCode;
import dev.triptych.contracts.RunId;
import dev.triptych.contracts.Sha256;
import dev.triptych.contracts.SlotKey;
import dev.triptych.contracts.TeacherChoice;
import dev.triptych.contracts.json.TriptychJson;
import dev.triptych.contracts.question.GivenQuestion;
import dev.triptych.contracts.question.QuestionChunk;
import dev.triptych.contracts.question.QuestionSet;
import dev.triptych.contracts.solution.PageRows;
import dev.triptych.contracts.solution.RespondPageRequest;
import dev.triptych.contracts.solution.RespondPageResult;
import dev.triptych.teacher.Answer;
import dev.triptych.teacher.Answer.Finish;
import dev.triptych.teacher.Ask;
import dev.triptych.teacher.Teacher;
import dev.triptych.teacher.TeacherException;
import dev.triptych.testkit.MemoryArtifacts;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RespondToPageTest {
    private static final RunId RUN = new RunId("11111111-2222-3333-4444-555555555555");
    private static final String GOOD = "<think>\nEasy.\n</think>\n```python\ndef twice(n):\n    return 2 * n\n```\n";

    private final MemoryArtifacts artifacts = new MemoryArtifacts();
    private final Slots slots = new Slots();
    private final RespondToPage page =
            new RespondToPage(slots, artifacts, new GivenQuestions(artifacts), SolutionActivitiesTest.CONFIG);

    /** A teacher with the promise of the journal: an answered slot is not asked again. */
    private static final class Slots implements Teacher {
        final Map<SlotKey, Answer> answered = new ConcurrentHashMap<>();
        final AtomicInteger calls = new AtomicInteger();
        Function<Ask, String> says = ask -> GOOD;

        @Override
        public Answer ask(Ask ask) {
            Answer known = answered.get(ask.slot());
            if (known != null) {
                return known;
            }
            String text = says.apply(ask);
            Answer made = new Answer(calls.incrementAndGet(), text, Optional.empty(), Finish.STOP, Sha256.of(text));
            answered.put(ask.slot(), made);
            return made;
        }
    }

    private Sha256 set(int count, int perChunk) {
        List<GivenQuestion> all = IntStream.rangeClosed(1, count)
                .mapToObj(i ->
                        new GivenQuestion("q" + i, "Double it. " + i, new EntryPoint("twice", "twice(n: int) -> int")))
                .toList();
        List<Sha256> chunks = IntStream.range(0, (count + perChunk - 1) / perChunk)
                .mapToObj(i -> artifacts.putJson(
                        new QuestionChunk(all.subList(i * perChunk, Math.min(count, (i + 1) * perChunk)))))
                .toList();
        return artifacts.putJson(new QuestionSet(count, perChunk, chunks));
    }

    private static RespondPageRequest request(Sha256 set, int first, int last, int samples, boolean settle) {
        return new RespondPageRequest(
                RUN, first, last, set, samples, "default", new TeacherChoice("rehearsal", 0.6), settle);
    }

    private List<PageRows.Row> rows(RespondPageResult result) throws IOException {
        return TriptychJson.mapper()
                .readValue(artifacts.read(result.rows()), PageRows.class)
                .rows();
    }

    @Test
    void asksForAllOfAPageAtOnce() {
        CountDownLatch everybody = new CountDownLatch(24);
        slots.says = ask -> {
            everybody.countDown();
            try {
                assertThat(everybody.await(10, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return GOOD;
        };
        RespondPageResult result = page.respond(request(set(30, 7), 5, 16, 2, false));
        assertThat(result.readable()).isEqualTo(12);
        assertThat(slots.calls).hasValue(24);
    }

    @Test
    void eachQuestionIsAskedForInTheSlotsOfItsOwnCandidate() throws IOException {
        slots.says = ask -> {
            assertThat(ask.prompt().user())
                    .contains("Double it. " + ask.slot().candidate().number());
            return GOOD;
        };
        List<PageRows.Row> rows = rows(page.respond(request(set(30, 7), 6, 9, 1, false)));
        assertThat(rows).extracting(PageRows.Row::number).containsExactly(6, 7, 8, 9);
        assertThat(rows).allMatch(PageRows.Row::readable);
    }

    @Test
    void aRepeatAsksOnlyForWhatIsNotAnswered() {
        Sha256 set = set(10, 10);
        slots.says = ask -> {
            if (ask.slot().candidate().number() == 4) {
                throw new TeacherException(ErrorCode.TEACHER_UNAVAILABLE, "503", Optional.empty());
            }
            return GOOD;
        };
        assertThatThrownBy(() -> page.respond(request(set, 1, 10, 1, false))).isInstanceOf(TeacherException.class);
        assertThat(slots.calls).hasValue(9);
        slots.says = ask -> GOOD;
        assertThat(page.respond(request(set, 1, 10, 1, false)).readable()).isEqualTo(10);
        assertThat(slots.calls).hasValue(10);
    }

    @Test
    void whatCannotBeHadIsOneRowsFailureAndNoOthers() throws IOException {
        slots.says = ask -> switch (ask.slot().candidate().number()) {
            case 1 -> throw new TeacherException(ErrorCode.TEACHER_REJECTED_REQUEST, "too long", Optional.empty());
            case 2 -> "no reasoning here";
            default -> GOOD;
        };
        RespondPageResult result = page.respond(request(set(3, 3), 1, 3, 1, false));
        assertThat(result).extracting("readable", "unreadable", "failed").containsExactly(1, 1, 1);
        List<PageRows.Row> rows = rows(result);
        assertThat(rows.get(0).error().orElseThrow().code()).isEqualTo(ErrorCode.TEACHER_REJECTED_REQUEST);
        assertThat(rows.get(1).samples().getFirst().unreadable()).contains("no-thinking");
    }

    @Test
    void aPageThatIsToBeSettledTellsWhatItHas() {
        slots.says = ask -> {
            throw new TeacherException(ErrorCode.TEACHER_UNREACHABLE, "gone", Optional.empty());
        };
        assertThat(page.respond(request(set(3, 3), 1, 3, 1, true)).failed()).isEqualTo(3);
    }

    @Test
    void aClosedRunEndsThePage() {
        slots.says = ask -> {
            throw new TeacherException(ErrorCode.RUN_CLOSED, "closed", Optional.empty());
        };
        assertThatThrownBy(() -> page.respond(request(set(3, 3), 1, 3, 1, true)))
                .isInstanceOfSatisfying(
                        TeacherException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.RUN_CLOSED));
    }
}
