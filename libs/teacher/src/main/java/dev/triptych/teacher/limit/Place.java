package dev.triptych.teacher.limit;

import java.time.Duration;
import java.util.Optional;

/**
 * One call's place at a teacher: admitted when it is handed out, so that the call can be prepared; then opened, sent and
 * ended. Closing gives back whatever is still held.
 */
public final class Place implements AutoCloseable {
    private final Limiter limiter;
    private final Turn turn;

    Place(Limiter limiter, Turn turn) {
        this.limiter = limiter;
        this.turn = turn;
    }

    /** Waits until the call may go out; to be called right before it does. */
    public void open() throws InterruptedException {
        limiter.open(turn);
    }

    /** The last byte has come. @param tokens prompt and completion */
    public void completed(long tokens) {
        limiter.completed(turn, tokens);
    }

    /** The teacher said "not now". @param wish when to come again */
    public void refused(Optional<Duration> wish) {
        limiter.refused(turn, wish);
    }

    /** The call ended otherwise. @param tokens what it used as far as is known */
    public void broke(long tokens) {
        limiter.broke(turn, tokens);
    }

    /** How long it waited, from asking to going out. */
    public Duration waited() {
        return Duration.ofNanos(Math.max(0, turn.openedAt - turn.askedAt));
    }

    /** Gives back what is held, if anything is. */
    @Override
    public void close() {
        limiter.withdraw(turn);
    }

    String run() {
        return turn.run;
    }

    Optional<Turn.Again> again() {
        return turn.refusedUntil.isPresent() && turn.call.isPresent()
                ? Optional.of(new Turn.Again(turn.call.get().sent().at, turn.refusedUntil.getAsLong()))
                : Optional.empty();
    }
}
