package dev.triptych.teacher.client;

/** One call to a teacher; no retries, no journal. */
public interface TeacherClient {
    /**
     * Sends and reads the whole reply. Blocks; interrupting the thread or {@code abort} ends the call.
     *
     * @param key goes out as {@code Idempotency-Key}
     * @param sending told right before the request is written, when it has its connection; may abort the call, which is
     *     not sent then
     */
    CallResult send(Profile profile, Outgoing outgoing, String key, Abort abort, Runnable sending);
}
