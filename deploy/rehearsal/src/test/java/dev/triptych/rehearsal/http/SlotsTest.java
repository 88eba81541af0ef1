package dev.triptych.rehearsal.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triptych.rehearsal.ProfileConfig.WhenFull;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SlotsTest {
    private final List<String> events = new ArrayList<>();

    @Test
    void refusesWhenFullAndServesAgainWhenOneLeft() {
        Slots slots = new Slots(1, WhenFull.REFUSE, 10);
        Slots.Place first = enter(slots, "first");
        enter(slots, "second");
        first.leave();
        first.leave();
        enter(slots, "third");

        assertThat(events).containsExactly("first starts", "second refused", "third starts");
        assertThat(slots.busy()).isEqualTo(1);
    }

    @Test
    void queuesInOrderOfArrivalUpToItsBound() {
        Slots slots = new Slots(1, WhenFull.QUEUE, 2);
        Slots.Place first = enter(slots, "first");
        Slots.Place second = enter(slots, "second");
        enter(slots, "third");
        enter(slots, "fourth");
        second.leave();
        first.leave();

        assertThat(events).containsExactly("first starts", "fourth refused", "third starts");
        assertThat(slots.busy()).isEqualTo(1);
    }

    private Slots.Place enter(Slots slots, String name) {
        return slots.enter(() -> events.add(name + " starts"), () -> events.add(name + " refused"));
    }
}
