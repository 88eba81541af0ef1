package dev.triptych.teacher.limit;

/** When the last calls ended. */
final class Throughput {
    private static final int KEPT = 512;
    private static final int ENOUGH_MIN = 96;

    private final long[] ends = new long[KEPT];
    private long count;

    void ended(long now) {
        ends[(int) (count++ % KEPT)] = now;
    }

    /** Calls that a rate is taken over. */
    static int enough(int wanted) {
        return Math.clamp(wanted, ENOUGH_MIN, KEPT - 1);
    }

    /** Calls per nanosecond, over the last {@code wanted} of them or what is kept. */
    double rate(int wanted) {
        int over = (int) Math.min(enough(wanted), count - 1);
        if (over < 1) {
            return 0;
        }
        long span = ends[(int) ((count - 1) % KEPT)] - ends[(int) ((count - 1 - over) % KEPT)];
        return span <= 0 ? 0 : over / (double) span;
    }
}
