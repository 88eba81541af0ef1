package dev.triptych.teacher.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LawTest {
    private static final long MILLISECOND = Duration.ofMillis(1).toNanos();

    private final Deque<Law.Call> open = new ArrayDeque<>();
    private long now = 1000 * MILLISECOND;

    private Law.Call send(Law law) {
        Law.Call call = law.sent(open.size(), now);
        open.add(call);
        return call;
    }

    private void fill(Law law) {
        while (open.size() < law.limit()) {
            send(law);
        }
    }

    private void refuseOldest(Law law) {
        Law.Call call = open.removeFirst();
        law.refused(call, open.size(), Optional.empty(), now);
    }

    private void completeOldest(Law law) {
        law.completed(open.removeFirst(), open.size() + 1, now);
        law.learn(open.size(), now);
    }

    @Test
    void lateRefusalsTakeAwayAsManyPlacesAsWereTooMany() {
        Law law = new Law(64, 64);
        fill(law);
        now += 300 * MILLISECOND;
        for (int i = 0; i < 24; i++) {
            refuseOldest(law);
        }

        assertThat(law.limit()).isBetween(40, 44);
    }

    @Test
    void aFewRefusalsAreChance() {
        Law law = new Law(64, 64);
        fill(law);
        now += 30 * MILLISECOND;
        for (int i = 0; i < 3; i++) {
            refuseOldest(law);
        }

        assertThat(law.limit()).isEqualTo(64);
    }

    @Test
    void refusalsOfOneCallAtATimeMakeItPause() {
        Law law = new Law(2, 2);
        for (int i = 0; i < 20 && law.heldUntil() <= now; i++) {
            fill(law);
            now += MILLISECOND;
            refuseOldest(law);
        }

        assertThat(law.limit()).isEqualTo(1);
        assertThat(law.heldUntil()).isGreaterThan(now);
    }

    @Test
    void afterAnOutageItGoesOnWithHalfOfWhatItHad() {
        Law law = new Law(64, 64);
        fill(law);
        for (int i = 0; i < 200; i++) {
            now += 10 * MILLISECOND;
            completeOldest(law);
            fill(law);
        }
        while (law.heldUntil() <= now) {
            now += 10 * MILLISECOND;
            refuseOldest(law);
            fill(law);
        }
        open.clear();
        now = law.heldUntil() + MILLISECOND;
        for (int i = 0; i < 8; i++) {
            fill(law);
            now += 10 * MILLISECOND;
            completeOldest(law);
        }

        assertThat(law.limit()).isGreaterThanOrEqualTo(32);
    }

    @Test
    void aTriedCallThatBrokeDoesNotEndTheTrying() {
        Law law = new Law(8, 100);
        fill(law);
        now += MILLISECOND;
        for (int i = 0; i < 6; i++) {
            refuseOldest(law);
        }
        int full = law.limit();
        fill(law);
        while (law.limit() == full) {
            now += 200 * MILLISECOND;
            completeOldest(law);
            fill(law);
        }
        law.broke(open.removeLast());

        for (int i = 0; i < 20; i++) {
            now += 200 * MILLISECOND;
            fill(law);
            completeOldest(law);
        }
        assertThat(law.limit()).isGreaterThan(full + 2);
    }
}
