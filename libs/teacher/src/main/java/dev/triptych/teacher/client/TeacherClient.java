package dev.triptych.teacher.client;

/** One call to a teacher; no retries, no journal. */
public interface TeacherClient {
    /**
     * Sends and reads the whole reply. Blocks; interrupting the thread or {@code abort} ends the call.
     *
     * @param key goes out as {@code Idempotency-Key}
     */
    CallResult send(Profile profile, Outgoing outgoing, String key, Abort abort);
}
