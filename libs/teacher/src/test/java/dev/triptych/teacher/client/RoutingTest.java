package dev.triptych.teacher.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.triptych.contracts.ErrorCode;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RoutingTest {
    @Test
    void asksTheFirstOfTheFallbacksThatIsThere() {
        Routing routing = routing("a", "b", "b", "c", "c", "");
        Profile a = routing.find("a").orElseThrow();

        assertThat(routing.choose(a).name()).isEqualTo("a");
        fail(a, ErrorCode.TEACHER_UNAUTHORIZED);
        assertThat(routing.choose(a).name()).isEqualTo("b");
        fail(routing.find("b").orElseThrow(), ErrorCode.TEACHER_QUOTA_EXHAUSTED);
        assertThat(routing.choose(a).name()).isEqualTo("c");
        assertThat(routing.hasOther(a, a)).isTrue();
    }

    @Test
    void asksTheTeacherItselfWhereEverybodyIsAway() {
        Routing routing = routing("a", "b", "b", "");
        Profile a = routing.find("a").orElseThrow();
        fail(a, ErrorCode.TEACHER_UNAUTHORIZED);
        Profile b = routing.find("b").orElseThrow();
        fail(b, ErrorCode.TEACHER_UNAUTHORIZED);

        assertThat(routing.choose(a)).isSameAs(a);
        assertThat(routing.hasOther(a, b)).isFalse();
    }

    @Test
    void aFailureOrTwoThatPassDoNotSendATeacherAway() {
        Routing routing = routing("a", "b", "b", "");
        Profile a = routing.find("a").orElseThrow();

        fail(a, ErrorCode.TEACHER_UNREACHABLE);
        fail(a, ErrorCode.TEACHER_UNREACHABLE);
        fail(a, ErrorCode.TEACHER_REJECTED_REQUEST);
        assertThat(routing.choose(a)).isSameAs(a);
        fail(a, ErrorCode.TEACHER_UNREACHABLE);
        assertThat(routing.choose(a).name()).isEqualTo("b");
    }

    @Test
    void aRefusalThatOnlySomebodyCanChangeStandsForTheCallsThatWereReadyToFollow() {
        Away away = new Away();
        away.ended("slot", failed(ErrorCode.TEACHER_UNREACHABLE), 0);
        assertThat(away.standing(1)).isEmpty();

        away.ended("slot", failed(ErrorCode.TEACHER_UNAUTHORIZED), 0);
        assertThat(away.standing(1).orElseThrow().code()).isEqualTo(ErrorCode.TEACHER_UNAUTHORIZED);
        assertThat(away.standing(Duration.ofSeconds(2).toNanos())).isEmpty();
    }

    @Test
    void aTeacherWhoseRepliesNeverMakeSenseIsNotPaidOnAndOn() {
        Away away = new Away();
        CallResult malformed = failed(ErrorCode.TEACHER_MALFORMED_REPLY);
        for (int slot = 0; slot < 19; slot++) {
            assertThat(away.ended("slot" + slot, malformed, 0)).isSameAs(malformed);
        }
        away.ended("good", new CallResult.Complete(Received.NOTHING, "stop"), 0);
        for (int slot = 0; slot < 19; slot++) {
            assertThat(away.ended("slot" + slot, malformed, 0)).isSameAs(malformed);
            assertThat(away.standing(1)).isEmpty();
        }

        CallResult.Failed last = (CallResult.Failed) away.ended("slot19", malformed, 0);

        assertThat(last.code()).isEqualTo(ErrorCode.TEACHER_INCOMPATIBLE);
        assertThat(last.message()).contains("20 slots");
        assertThat(away.standing(1).orElseThrow().code()).isEqualTo(ErrorCode.TEACHER_INCOMPATIBLE);
        assertThat(away.standing(Duration.ofSeconds(2).toNanos()))
                .as("a call later looks again")
                .isEmpty();
        assertThat(((CallResult.Failed) away.ended("slot0", malformed, 0)).code())
                .isEqualTo(ErrorCode.TEACHER_INCOMPATIBLE);
    }

    @Test
    void aPromptThatIsNeverAnsweredMakesNoBadTeacher() {
        Away away = new Away();
        for (int reply = 0; reply < 100; reply++) {
            assertThat(((CallResult.Failed) away.ended("slot", failed(ErrorCode.TEACHER_MALFORMED_REPLY), 0)).code())
                    .isEqualTo(ErrorCode.TEACHER_MALFORMED_REPLY);
        }
        assertThat(away.standing(1)).isEmpty();
    }

    @Test
    void whoOnlyWondersWhetherThereIsAnotherLeavesTheLookToTheNextCall() {
        Away away = new Away();
        away.ended("slot", failed(ErrorCode.TEACHER_UNAUTHORIZED), 0);
        long later = Duration.ofSeconds(31).toNanos();

        assertThat(away.seemsAway()).isTrue();
        assertThat(away.isAway(later)).isFalse();
    }

    @Test
    void oneCallLooksWhetherTheTeacherIsBack() {
        Away away = new Away();
        away.ended("slot", failed(ErrorCode.TEACHER_UNAUTHORIZED), 0);
        long later = Duration.ofSeconds(31).toNanos();

        assertThat(away.isAway(1)).isTrue();
        assertThat(away.isAway(later)).isFalse();
        assertThat(away.isAway(later)).isTrue();
        away.ended("slot", new CallResult.Complete(Received.NOTHING, "stop"), later);
        assertThat(away.isAway(later)).isFalse();
    }

    @Test
    void refusesFallbacksThatLeadBackOrNowhere() {
        assertThatThrownBy(() -> routing("a", "b", "b", "a"))
                .hasMessage("triptych.teachers.a.fallback: leads back to where it began: a → b");
        assertThatThrownBy(() -> routing("a", "a")).hasMessageContaining("leads back");
        assertThatThrownBy(() -> routing("a", "nobody"))
                .hasMessage("triptych.teachers.a.fallback: no profile is named nobody");
    }

    /** @param pairs profile and its fallback, empty for none */
    private static Routing routing(String... pairs) {
        Map<String, String> properties = new HashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            String prefix = "triptych.teachers." + pairs[i] + ".";
            properties.put(prefix + "base-url", "http://127.0.0.1:1/v1");
            properties.put(prefix + "model", "m");
            if (!pairs[i + 1].isEmpty()) {
                properties.put(prefix + "fallback", pairs[i + 1]);
            }
        }
        return Routing.of(Profiles.config(properties));
    }

    private static void fail(Profile profile, ErrorCode code) {
        CallResult unused = profile.ended(
                "slot", failed(code), new Usage(0, 0, false), Duration.ZERO, Instant.EPOCH, Duration.ZERO);
    }

    private static CallResult failed(ErrorCode code) {
        return new CallResult.Failed(Received.NOTHING, CallResult.Ending.REFUSED, code, "refused", Optional.empty());
    }
}
