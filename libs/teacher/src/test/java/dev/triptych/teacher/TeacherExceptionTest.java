package dev.triptych.teacher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triptych.contracts.ErrorCode;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TeacherExceptionTest {
    /** As the factory's options for a step say. */
    private static final int TRIES = 100;

    @Test
    void aStepOutlastsAQuotaThatIsRenewedOnceADay() {
        assertThat(delay(Duration.ofDays(1)).multipliedBy(TRIES)).isGreaterThan(Duration.ofDays(1));
    }

    @Test
    void aShortWishIsKept() {
        assertThat(delay(Duration.ofSeconds(90))).isEqualTo(Duration.ofSeconds(90));
    }

    private static Duration delay(Duration wish) {
        return new TeacherException(ErrorCode.TEACHER_RATE_LIMITED, "full", Optional.of(wish))
                .toActivityFailure()
                .getNextRetryDelay();
    }
}
