package dev.triptych.teacher.client;

import dev.triptych.teacher.limit.Place;
import java.time.Duration;
import java.time.Instant;

/** A call that takes a place at the teacher while it is under way, and no longer, and tells what the place was like. */
public final class PlacedCall {
    private PlacedCall() {}

    /**
     * Waits for the place, sends, and gives the place back when the last byte is there.
     *
     * @param sending told right before the call goes out, which may be long after it was begun; may abort it
     */
    public static CallResult send(
            TeacherClient client,
            Profile profile,
            Place place,
            Outgoing outgoing,
            String key,
            Abort abort,
            Runnable sending)
            throws InterruptedException {
        place.open();
        Instant startedAt = Instant.now();
        long started = System.nanoTime();
        CallResult result = client.send(profile, outgoing, key, abort, sending);
        Duration took = Duration.ofNanos(System.nanoTime() - started);
        Usage usage = result.usage(outgoing);
        long tokens = usage.tokens();
        switch (result) {
            case CallResult.Complete complete -> place.completed(tokens);
            case CallResult.Failed failed when failed.notNow() -> place.refused(failed.retryAfter());
            case CallResult.Failed failed -> place.broke(tokens);
        }
        return profile.ended(key, result, usage, place.waited(), startedAt, took);
    }
}
