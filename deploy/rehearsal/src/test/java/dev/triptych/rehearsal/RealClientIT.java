package dev.triptych.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triptych.contracts.ErrorCode;
import dev.triptych.rehearsal.reply.Prompts;
import dev.triptych.teacher.client.Abort;
import dev.triptych.teacher.client.CallResult;
import dev.triptych.teacher.client.CallResult.Ending;
import dev.triptych.teacher.client.Outgoing;
import dev.triptych.teacher.client.Profile;
import dev.triptych.teacher.client.RestTeacherClient;
import dev.triptych.teacher.client.Usage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the factory's own client makes of each thing that the rehearsal teacher does wrong. */
@Timeout(60)
class RealClientIT {
    private static final RestTeacherClient CLIENT = new RestTeacherClient();
    private static final String PROMPT = Prompts.documentation("Text.");
    private static final int MAX_TOKENS = 2_000;

    private final List<RunningTeacher> teachers = new ArrayList<>();

    @AfterEach
    void stop() {
        teachers.forEach(RunningTeacher::close);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void takesAWholeReplyWithItsUsage(boolean streaming) {
        CallResult.Complete reply = complete(ask(teacher().profile("streaming", "" + streaming)));

        assertThat(reply.finishReason()).isEqualTo("stop");
        assertThat(reply.received().content()).isNotBlank();
        assertThat(reply.received().usage()).hasValueSatisfying(usage -> assertThat(usage.completionTokens())
                .isPositive());
    }

    @ParameterizedTest
    @CsvSource({
        "unauthorised, TEACHER_UNAUTHORIZED, 401",
        "payment-required, TEACHER_QUOTA_EXHAUSTED, 402",
        "forbidden, TEACHER_UNAUTHORIZED, 403",
        "not-found, TEACHER_MODEL_UNKNOWN, 404",
        "context-too-long, TEACHER_CONTEXT_TOO_LONG, 400"
    })
    void knowsARefusalThatWaitingDoesNotHelp(String fault, ErrorCode code, int status) {
        CallResult.Failed failed = failed(ask(with(fault).profile()));

        refused(failed, code, status);
        assertThat(failed.retryAfter()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 529})
    void knowsATeacherThatIsNotWell(int status) {
        CallResult.Failed failed = failed(ask(with("server-error", "faults.server-error-statuses", "" + status)
                .profile()));

        refused(failed, ErrorCode.TEACHER_UNAVAILABLE, status);
        assertThat(failed.code().retryable()).isTrue();
    }

    @Test
    void doesNotTrustATimeLimitOnTheWayToBeFree() {
        CallResult.Failed failed = failed(
                ask(with("server-error", "faults.server-error-statuses", "504").profile()));

        assertThat(failed.code()).isEqualTo(ErrorCode.TEACHER_UNAVAILABLE);
        assertThat(failed.ending()).isEqualTo(Ending.CUT);
        assertThat(failed.received().isEmpty()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"seconds, PT2S, PT2S, PT2S", "date, PT90S, PT60S, PT90S", "milliseconds, PT1.5S, PT1.5S, PT1.5S"})
    void readsWhenToComeAgainInAllItsSpellings(String spelling, String delay, Duration atLeast, Duration atMost) {
        CallResult.Failed failed =
                failed(ask(with("refuse", "faults.retry-after", spelling, "faults.retry-after-delay", delay)
                        .profile()));

        refused(failed, ErrorCode.TEACHER_RATE_LIMITED, 429);
        assertThat(failed.retryAfter())
                .hasValueSatisfying(wish -> assertThat(wish).isBetween(atLeast, atMost));
    }

    @Test
    void aRefusalMayHaveNoTime() {
        CallResult.Failed failed =
                failed(ask(with("refuse", "faults.retry-after", "none").profile()));

        refused(failed, ErrorCode.TEACHER_RATE_LIMITED, 429);
        assertThat(failed.retryAfter()).isEmpty();
    }

    @Test
    void nobodyTakesConnections() {
        RunningTeacher teacher = teacher();
        Profile profile = teacher.profile();
        teacher.close();

        CallResult.Failed failed = failed(ask(profile));

        assertThat(failed.code()).isEqualTo(ErrorCode.TEACHER_UNREACHABLE);
        assertThat(failed.ending()).isEqualTo(Ending.REFUSED);
        assertThat(failed.received().isEmpty()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "reset, TEACHER_UNREACHABLE",
        "half-close, TEACHER_UNREACHABLE",
        "unfinished, TEACHER_UNREACHABLE",
        "malformed, TEACHER_MALFORMED_REPLY",
        "stall, TEACHER_STALLED"
    })
    void keepsTheTextThatCameBeforeAStreamBroke(String fault, ErrorCode code) {
        CallResult.Failed failed = failed(ask(with(fault).profile("idle-timeout", "PT1S")));

        assertThat(failed.code()).isEqualTo(code);
        assertThat(failed.ending()).isEqualTo(Ending.CUT);
        assertThat(failed.retryAfter()).isEmpty();
        assertThat(whole()).startsWith(failed.received().content());
        assertThat(failed.received().content()).isNotBlank().hasSizeLessThan(whole().length());
        assertThat(failed.received().firstTokenAt()).isPresent();
        Usage counted = failed.received().usageOrEstimate(outgoing(teacher().profile(), MAX_TOKENS));
        assertThat(counted.estimated()).isTrue();
        assertThat(counted.completionTokens()).isPositive();
    }

    @ParameterizedTest
    @CsvSource({
        "hang-up, TEACHER_UNREACHABLE",
        "reset, TEACHER_UNREACHABLE",
        "half-close, TEACHER_UNREACHABLE",
        "unfinished, TEACHER_MALFORMED_REPLY",
        "malformed, TEACHER_MALFORMED_REPLY",
        "empty-choices, TEACHER_MALFORMED_REPLY",
        "stall, TEACHER_STALLED"
    })
    void doesNotTakeHalfADocumentForAnAnswer(String fault, ErrorCode code) {
        CallResult.Failed failed = failed(ask(with(fault).profile("idle-timeout", "PT1S", "streaming", "false")));

        assertThat(failed.code()).isEqualTo(code);
        assertThat(failed.ending()).isEqualTo(Ending.CUT);
    }

    @ParameterizedTest
    @CsvSource({"hang-up, TEACHER_UNREACHABLE", "empty-choices, TEACHER_MALFORMED_REPLY"})
    void doesNotTakeNothingForAnAnswer(String fault, ErrorCode code) {
        CallResult.Failed failed = failed(ask(with(fault).profile()));

        assertThat(failed.code()).isEqualTo(code);
        assertThat(failed.ending()).isEqualTo(Ending.CUT);
        assertThat(failed.received().content()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void handsOnThatTheReplyWasTruncated(boolean streaming) {
        CallResult.Complete reply = complete(ask(with("truncated").profile("streaming", "" + streaming)));

        assertThat(reply.finishReason()).isEqualTo("length");
        assertThat(whole()).startsWith(reply.received().content());
        assertThat(reply.received().content()).isNotBlank().hasSizeLessThan(whole().length());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void handsOnThatTheReplyWasWithheld(boolean streaming) {
        CallResult.Complete reply = complete(ask(with("filtered").profile("streaming", "" + streaming)));

        assertThat(reply.finishReason()).isEqualTo("content_filter");
        assertThat(reply.received().content()).isEmpty();
    }

    @Test
    void aPoliteRefusalIsAReplyLikeAnother() {
        CallResult.Complete reply = complete(ask(with("refusal").profile()));

        assertThat(reply.finishReason()).isEqualTo("stop");
        assertThat(reply.received().content()).isNotBlank().isNotEqualTo(whole());
    }

    @Test
    void leavesAReplyThatRepeatsItself() {
        Profile profile = with("loop", "stream-pieces", "40").profile();

        CallResult.Complete reply =
                complete(CLIENT.send(profile, outgoing(profile, 20_000), "run/1", new Abort(), () -> {}));

        assertThat(reply.finishReason()).isEqualTo("loop");
        assertThat(reply.received().content())
                .startsWith(whole().substring(0, whole().length() / 2))
                .hasSizeLessThan(40_000);
        assertThat(reply.received().usage()).isEqualTo(Optional.empty());
    }

    @Test
    void cutsAReplyThatIsFarBeyondItsBound() {
        Profile profile = with("unbounded", "stream-pieces", "40").profile();
        Outgoing outgoing = outgoing(profile, 500);

        CallResult.Complete reply = complete(CLIENT.send(profile, outgoing, "run/1", new Abort(), () -> {}));

        assertThat(reply.finishReason()).isEqualTo("length");
        assertThat(reply.received().usageOrEstimate(outgoing).completionTokens())
                .isBetween(500L, 1_000L);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void countsByItselfWhatTheTeacherDidNot(boolean streaming) {
        Profile profile = with("usage-missing").profile("streaming", "" + streaming);

        CallResult.Complete reply = complete(ask(profile));

        assertThat(reply.received().content()).isEqualTo(whole());
        assertThat(reply.received().usage()).isEmpty();
        assertThat(reply.received()
                        .usageOrEstimate(outgoing(profile, MAX_TOKENS))
                        .completionTokens())
                .isPositive();
    }

    private static void refused(CallResult.Failed failed, ErrorCode code, int status) {
        assertThat(failed.code()).isEqualTo(code);
        assertThat(failed.ending()).isEqualTo(Ending.REFUSED);
        assertThat(failed.message()).startsWith("teacher rehearsal: HTTP " + status + ": ");
        assertThat(failed.received().isEmpty()).isTrue();
    }

    /** What is said when nothing goes wrong: a fault does not change what a reply is made from. */
    private String whole() {
        return complete(ask(teacher().profile())).received().content();
    }

    private RunningTeacher with(String fault, String... more) {
        return teacher(Stream.concat(Stream.of("faults." + fault, "1"), Arrays.stream(more))
                .toArray(String[]::new));
    }

    private RunningTeacher teacher(String... namesAndValues) {
        RunningTeacher teacher = new RunningTeacher(
                Stream.concat(Stream.of("latency-mean", "PT0.2S", "latency-sigma", "0"), Arrays.stream(namesAndValues))
                        .toArray(String[]::new));
        teachers.add(teacher);
        return teacher;
    }

    private static CallResult ask(Profile profile) {
        return CLIENT.send(profile, outgoing(profile, MAX_TOKENS), "run/1", new Abort(), () -> {});
    }

    private static Outgoing outgoing(Profile profile, int maxTokens) {
        return Outgoing.chat(profile.config(), "", PROMPT, 0.5, maxTokens);
    }

    private static CallResult.Complete complete(CallResult result) {
        assertThat(result).isInstanceOf(CallResult.Complete.class);
        return (CallResult.Complete) result;
    }

    private static CallResult.Failed failed(CallResult result) {
        assertThat(result).isInstanceOf(CallResult.Failed.class);
        return (CallResult.Failed) result;
    }
}
