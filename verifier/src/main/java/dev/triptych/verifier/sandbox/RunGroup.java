package dev.triptych.verifier.sandbox;

import java.time.Duration;
import java.util.List;

/** All processes of one run, as the kernel counts them. */
interface RunGroup extends AutoCloseable {
    /** Whether the kernel holds memory and process count of the whole group. */
    boolean enforced();

    /** Takes the processes in; their later children follow. */
    void add(List<ProcessHandle> processes);

    /** CPU time since they came in. */
    Duration cpu();

    /** Most memory at one time, in bytes; 0 where nobody counts. */
    long peakBytes();

    /** Whether the kernel killed for memory. */
    boolean outOfMemory();

    /** Kills what is left and gives the group back. Never throws. */
    @Override
    void close();
}
