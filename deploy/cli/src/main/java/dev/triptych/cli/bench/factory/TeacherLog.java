package dev.triptych.cli.bench.factory;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is known, at the teacher, of the calls it was asked. */
public interface TeacherLog {
    /**
     * Sums since the reset.
     *
     * @param steady utilisation between the 10th and the 90th percentile of completions
     * @param firstCallAt when the first request came
     * @param lastReplyAt when the last byte of the last reply went
     */
    record Sums(
            long completed,
            long refused429,
            double busySeconds,
            double servedSeconds,
            double steady,
            Optional<Instant> firstCallAt,
            Optional<Instant> lastReplyAt,
            int slots) {
        Duration span() {
            return firstCallAt.isPresent() && lastReplyAt.isPresent()
                    ? Duration.between(firstCallAt.get(), lastReplyAt.get())
                    : Duration.ZERO;
        }
    }

    /** Forgets what was. */
    void reset() throws InterruptedException;

    /** Calls that it is answering now. */
    int busy() throws InterruptedException;

    /** Calls that it has answered in full since the reset. */
    long completed() throws InterruptedException;

    /** Prompts that it did not understand, of those that it knows. */
    long unrecognised() throws InterruptedException;

    Sums sums() throws InterruptedException;

    List<Call> calls() throws InterruptedException;

    /** How long replies to these prompts take. */
    Map<String, Duration> drawn(List<String> prompts) throws InterruptedException;

    /** Slots that were answered in full more than once, where the ledger counted {@code byLedger}. */
    long repaid(long byLedger);

    /** Questions to ask it, as lines of an import. */
    String questions(int from, int count) throws InterruptedException;
}
