package dev.triptych.teacher;

/** Asks a teacher through the journal: an answer that was committed is never asked for again. Injected by CDI. */
public interface Teacher {
    /**
     * The answer of the slot: what the journal holds, else what another live worker is getting, else what the teacher
     * says now. Blocks; the calling thread may be interrupted, which ends the call.
     *
     * @throws TeacherException when no answer could be had; its code says who must act and whether a retry may help
     */
    Answer ask(Ask ask);
}
