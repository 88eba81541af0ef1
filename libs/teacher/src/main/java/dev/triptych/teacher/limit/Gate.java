package dev.triptych.teacher.limit;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Who may go when. A call is first admitted, so that it can be prepared, then opened: a few more are admitted than may be
 * open, so that a place at the teacher is never empty while a call is written to the journal.
 *
 * <p>Single-threaded; the caller tells the time, in nanoseconds of one clock, and calls {@link #grant} after every change.
 */
final class Gate {
    /** A refusal below a level that was taken a moment ago is not waited for longer than this. */
    private static final Duration CHANCE_WAIT_MAX = Duration.ofMillis(100);

    /** A teacher that says "not now" without a time. */
    private static final Duration WISH = Duration.ofMillis(250);

    private static final int AHEAD_MAX = 16;

    private final FairQueue queue = new FairQueue();
    private final Deque<Turn> ready = new ArrayDeque<>();
    private final Law law;
    private final Optional<Bucket> requests;
    private final Optional<Bucket> tokens;
    private int admitted;
    private int open;
    private double tokensPerCall;

    Gate(Bounds bounds, long now) {
        this.law = new Law(bounds.start(), bounds.max());
        this.requests = bounds.requestsPerMinute().isPresent()
                ? Optional.of(new Bucket(bounds.requestsPerMinute().getAsInt(), now))
                : Optional.empty();
        this.tokens = bounds.tokensPerMinute().isPresent()
                ? Optional.of(new Bucket(bounds.tokensPerMinute().getAsLong(), now))
                : Optional.empty();
    }

    /** How many processes ask the teacher at present, this one included. */
    void shared(int processes, long now) {
        law.shared(processes > 1);
        requests.ifPresent(bucket -> bucket.share(processes, now));
        tokens.ifPresent(bucket -> bucket.share(processes, now));
    }

    /** Stands in line. */
    Turn ask(String run, Optional<Turn.Again> again, long now) {
        Turn turn = new Turn(run, now, again);
        queue.add(turn);
        return turn;
    }

    /** The call is prepared. */
    void ready(Turn turn) {
        require(turn, Turn.Stage.ADMITTED);
        turn.stage = Turn.Stage.READY;
        ready.add(turn);
    }

    /** The turns that were admitted or opened now. */
    List<Turn> grant(long now) {
        law.learn(open, now);
        List<Turn> granted = new ArrayList<>();
        while (open < law.limit() && !ready.isEmpty() && opensAt(now) <= now) {
            Turn turn = ready.remove();
            admitted--;
            turn.call = Optional.of(law.sent(open, now));
            open++;
            turn.openedAt = now;
            turn.stage = Turn.Stage.OPEN;
            requests.ifPresent(bucket -> bucket.take(1, now));
            turn.reserved = Math.round(tokensPerCall);
            tokens.ifPresent(bucket -> bucket.take(turn.reserved, now));
            granted.add(turn);
        }
        while (open + admitted < law.limit() + ahead()) {
            Optional<Turn> next = queue.next(turn -> timeHasCome(turn, now));
            if (next.isEmpty()) {
                break;
            }
            next.get().stage = Turn.Stage.ADMITTED;
            admitted++;
            granted.add(next.get());
        }
        return granted;
    }

    /** When time alone may let somebody go on; {@code Long.MAX_VALUE} while only an event can. */
    long nextAt(long now) {
        long at = Long.MAX_VALUE;
        if (!ready.isEmpty()) {
            at = open < law.limit() ? opensAt(now) : law.growsAt(now);
        }
        if (open + admitted < law.limit() + ahead() && queue.size() > 0) {
            at = Math.min(at, Math.min(queue.earliest(), now + law.refusalTakes()));
        }
        return at;
    }

    /** @param used prompt and completion tokens */
    void completed(Turn turn, long used, long now) {
        end(turn, used, now);
        turn.call.ifPresent(call -> law.completed(call, open + 1, now));
        tokensPerCall += (used - tokensPerCall) / 16;
    }

    void refused(Turn turn, Optional<Duration> wish, long now) {
        end(turn, 0, now);
        Law.Call call = turn.call.orElseThrow();
        boolean byChance = law.proven(call.sent().level, now);
        law.refused(call, open, wish, now);
        Duration wait = wish.orElse(WISH);
        turn.refusedUntil = OptionalLong.of(
                now + (byChance && wait.compareTo(CHANCE_WAIT_MAX) > 0 ? CHANCE_WAIT_MAX : wait).toNanos());
    }

    void broke(Turn turn, long used, long now) {
        end(turn, used, now);
        turn.call.ifPresent(law::broke);
    }

    /** Gives up at whatever stage. */
    void withdraw(Turn turn, long now) {
        switch (turn.stage) {
            case WAITING -> queue.remove(turn);
            case ADMITTED -> admitted--;
            case READY -> {
                ready.remove(turn);
                admitted--;
            }
            case OPEN -> broke(turn, turn.reserved, now);
            case ENDED -> {}
        }
        turn.stage = Turn.Stage.ENDED;
    }

    int open() {
        return open;
    }

    int limit() {
        return law.limit();
    }

    int waiting() {
        return queue.size() + admitted;
    }

    private void end(Turn turn, long used, long now) {
        require(turn, Turn.Stage.OPEN);
        turn.stage = Turn.Stage.ENDED;
        open--;
        tokens.ifPresent(bucket -> bucket.take(used - turn.reserved, now));
    }

    private boolean timeHasCome(Turn turn, long now) {
        return turn.again.isEmpty()
                || now >= turn.again.get().until()
                || law.takenSince(turn.again.get().sentAt());
    }

    private long opensAt(long now) {
        long at = Math.max(now, law.heldUntil());
        at = Math.max(at, requests.map(bucket -> bucket.opensAt(now)).orElse(now));
        return Math.max(at, tokens.map(bucket -> bucket.opensAt(now)).orElse(now));
    }

    private int ahead() {
        return Math.clamp(law.limit() / 8, 1, AHEAD_MAX);
    }

    private static void require(Turn turn, Turn.Stage stage) {
        if (turn.stage != stage) {
            throw new IllegalStateException("a call is " + turn.stage + " where it must be " + stage);
        }
    }
}
