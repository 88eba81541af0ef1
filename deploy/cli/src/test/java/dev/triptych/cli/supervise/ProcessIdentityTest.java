package dev.triptych.cli.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triptych.cli.supervise.ProcessIdentity.Stat;
import org.junit.jupiter.api.Test;

class ProcessIdentityTest {
    private static final String REST = " 1 4242 77 0 -1 4194560 1 0 0 0 5 6 0 0 20 0 1 0 998877 1000 2";

    @Test
    void readsTheStartTimeBehindANameThatHoldsSpacesAndBrackets() {
        assertThat(ProcessIdentity.parse("4242 (a ) (b c) S" + REST)).contains(new Stat(77, 998877));
    }

    @Test
    void aZombieIsNoProcess() {
        assertThat(ProcessIdentity.parse("4242 (java) Z" + REST)).isEmpty();
    }

    @Test
    void knowsItselfAndOutlivesNoOne() {
        ProcessIdentity self = ProcessIdentity.self();

        assertThat(self.alive()).isTrue();
    }

    @Test
    void aLaterProcessWithTheSameNumberIsAnother() {
        ProcessIdentity self = ProcessIdentity.self();
        ProcessIdentity earlier = new ProcessIdentity(self.pid(), self.startTicks() - 1);

        assertThat(earlier.alive()).isFalse();
        earlier.kill(); // must not reach us
        assertThat(self.alive()).isTrue();
    }
}
