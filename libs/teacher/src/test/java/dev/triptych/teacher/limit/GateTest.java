package dev.triptych.teacher.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class GateTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private long now = 1000 * SECOND;

    @Test
    void servesTheRunsInTurn() {
        Gate gate = new Gate(Bounds.of(1, 1), now);
        for (int i = 0; i < 3; i++) {
            gate.ask("large", Optional.empty(), now);
        }
        gate.ask("small", Optional.empty(), now);

        assertThat(order(gate, 4)).containsExactly("large", "small", "large", "large");
    }

    @Test
    void keepsToTheRequestsOfAMinute() {
        Gate gate = new Gate(new Bounds(50, 50, OptionalInt.of(60), OptionalLong.empty()), now);
        for (int i = 0; i < 20; i++) {
            gate.ask("run", Optional.empty(), now);
        }

        int opened = open(gate).size();
        assertThat(opened).isBetween(1, 3);
        now += SECOND;
        assertThat(gate.nextAt(now)).isBetween(now, now + SECOND);
        assertThat(open(gate)).hasSizeBetween(1, 2);
    }

    @Test
    void keepsToItsPartOfTheRequestsOfAMinuteWhereOthersAskToo() {
        Gate gate = new Gate(new Bounds(50, 50, OptionalInt.of(600), OptionalLong.empty()), now);
        gate.shared(3, now);
        for (int i = 0; i < 200; i++) {
            gate.ask("run", Optional.empty(), now);
        }

        int opened = 0;
        for (int second = 0; second < 10; second++) {
            List<Turn> calls = open(gate);
            opened += calls.size();
            calls.forEach(call -> gate.completed(call, 1, now));
            now += SECOND;
        }
        assertThat(opened).isBetween(30, 40);
    }

    @Test
    void paysForTokensAfterwards() {
        Gate gate = new Gate(new Bounds(1, 1, OptionalInt.empty(), OptionalLong.of(6000)), now);
        gate.ask("run", Optional.empty(), now);
        gate.ask("run", Optional.empty(), now);
        Turn first = open(gate).getFirst();

        gate.completed(first, 1200, now);

        assertThat(open(gate)).isEmpty();
        now += 11 * SECOND;
        assertThat(open(gate)).hasSize(1);
    }

    @Test
    void sendsARefusedCallAgainWhenAnotherIsTakenWhateverTheTeacherWishes() {
        Gate gate = new Gate(Bounds.of(2, 2), now);
        gate.ask("run", Optional.empty(), now);
        gate.ask("run", Optional.empty(), now);
        List<Turn> both = open(gate);
        now += SECOND / 1000;
        gate.refused(both.getLast(), Optional.of(Duration.ofSeconds(20)), now);
        gate.ask("run", again(both.getLast()), now);

        assertThat(open(gate)).isEmpty();

        now += SECOND / 1000;
        gate.ask("run", Optional.empty(), now);
        Turn third = open(gate).getFirst();
        now += SECOND;
        gate.completed(third, 1, now);
        assertThat(open(gate)).hasSize(1);
    }

    @Test
    void waitsForAsLongAsAnIdleTeacherWishes() {
        Gate gate = new Gate(Bounds.of(2, 2), now);
        gate.ask("run", Optional.empty(), now);
        Turn only = open(gate).getFirst();
        gate.refused(only, Optional.of(Duration.ofSeconds(3)), now);
        gate.ask("run", again(only), now);

        now += 2 * SECOND;
        assertThat(open(gate)).isEmpty();
        now += SECOND;
        assertThat(open(gate)).hasSize(1);
    }

    @Test
    void givesBackWhatIsHeldAtEveryStage() {
        Gate gate = new Gate(Bounds.of(1, 1), now);
        Turn waiting = gate.ask("run", Optional.empty(), now);
        gate.withdraw(waiting, now);
        Turn admitted = gate.ask("run", Optional.empty(), now);
        assertThat(gate.grant(now)).containsExactly(admitted);
        gate.withdraw(admitted, now);
        gate.ask("run", Optional.empty(), now);
        Turn open = open(gate).getFirst();
        gate.withdraw(open, now);

        assertThat(gate.open()).isZero();
        assertThat(gate.waiting()).isZero();
        gate.ask("run", Optional.empty(), now);
        assertThat(open(gate)).hasSize(1);
    }

    @Test
    void refusesBoundsThatMakeNoSense() {
        assertThatThrownBy(() -> Bounds.of(0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Bounds.of(3, 2)).isInstanceOf(IllegalArgumentException.class);
    }

    private Optional<Turn.Again> again(Turn refused) {
        return Optional.of(new Turn.Again(refused.call.orElseThrow().sent().at, refused.refusedUntil.getAsLong()));
    }

    private List<String> order(Gate gate, int calls) {
        List<String> runs = new ArrayList<>();
        while (runs.size() < calls) {
            for (Turn turn : open(gate)) {
                runs.add(turn.run);
                now += SECOND;
                gate.completed(turn, 1, now);
            }
        }
        return runs;
    }

    /** Those that go out now. */
    private List<Turn> open(Gate gate) {
        List<Turn> opened = new ArrayList<>();
        for (List<Turn> granted = gate.grant(now); !granted.isEmpty(); granted = gate.grant(now)) {
            for (Turn turn : granted) {
                if (turn.stage == Turn.Stage.ADMITTED) {
                    gate.ready(turn);
                } else {
                    opened.add(turn);
                }
            }
        }
        return opened;
    }
}
