package dev.triptych.contracts.verify;

/**
 * What one execution may use.
 *
 * @param cpuSeconds 0.1 to 300, all processes of the run together
 * @param wallSeconds 0.1 to 600
 * @param memoryMib 16 to 8192
 * @param outputMib 1 to 64, stdout and stderr together
 */
public record Limits(double cpuSeconds, double wallSeconds, int memoryMib, int outputMib) {
    /** What the factory uses. */
    public static final Limits DEFAULT = new Limits(10, 20, 512, 16);

    public Limits {
        require(cpuSeconds >= 0.1 && cpuSeconds <= 300, "limits.cpuSeconds: must be 0.1 to 300, was " + cpuSeconds);
        require(wallSeconds >= 0.1 && wallSeconds <= 600, "limits.wallSeconds: must be 0.1 to 600, was " + wallSeconds);
        require(memoryMib >= 16 && memoryMib <= 8192, "limits.memoryMiB: must be 16 to 8192, was " + memoryMib);
        require(outputMib >= 1 && outputMib <= 64, "limits.outputMiB: must be 1 to 64, was " + outputMib);
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
