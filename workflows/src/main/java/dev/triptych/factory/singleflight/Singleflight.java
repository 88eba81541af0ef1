package dev.triptych.factory.singleflight;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** A task that one replica does at a time: who holds the database's advisory lock. A replica that dies lets it go. */
public final class Singleflight {
    private final Jdbi jdbi;
    private final Task task;

    public Singleflight(Jdbi jdbi, Task task) {
        this.jdbi = jdbi;
        this.task = task;
    }

    /** Does {@code work} unless another replica is doing the task. */
    public void ifAlone(Runnable work) {
        // The lock belongs to a transaction, so that no path, not even a broken connection, leaves it behind. The
        // handle
        // is not the thread's: what the work writes must commit by itself, not with the lock.
        try (Handle lock = jdbi.open()) {
            lock.begin();
            try {
                if (taken(lock)) {
                    work.run();
                }
            } finally {
                lock.rollback();
            }
        }
    }

    private boolean taken(Handle lock) {
        return lock.createQuery("select pg_try_advisory_xact_lock(:key)")
                .bind("key", task.key)
                .mapTo(Boolean.class)
                .one();
    }

    /** What is done by one replica at a time, with its key in the database. */
    public enum Task {
        RECONCILER(7_271_001),
        OUTBOX_PUBLISHER(7_271_002);

        private final long key;

        Task(long key) {
            this.key = key;
        }
    }
}
