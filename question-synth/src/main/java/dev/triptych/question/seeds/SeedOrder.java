package dev.triptych.question.seeds;

/** The order in which a run goes through its seeds: a shuffle that follows from the run's seed alone. */
final class SeedOrder {
    private SeedOrder() {}

    /**
     * The seed of a candidate. The first {@code total} candidates of a run meet each seed once.
     *
     * <p>The walk has the length of a prime, so that a subset that gets only every second or third number meets its
     * seeds evenly too; positions behind the last seed walk on until they fall on one.
     *
     * @param number the candidate's number, from 1
     * @param total how many seeds there are, 1 to 3,000,000,000
     * @return 0 to {@code total - 1}
     */
    static long index(long runSeed, int number, long total) {
        long length = primeFrom(total);
        long offset = Math.floorMod(mixed(runSeed), length);
        long stride = 1 + Math.floorMod(mixed(runSeed + 1), length - 1);
        long step = (number - 1L) % length;
        long index = step < total ? step : step % total;
        do {
            index = (offset + index * stride) % length;
        } while (index >= total);
        return index;
    }

    private static long primeFrom(long least) {
        long candidate = Math.max(2, least);
        while (!isPrime(candidate)) {
            candidate++;
        }
        return candidate;
    }

    private static boolean isPrime(long number) {
        for (long divisor = 2; divisor * divisor <= number; divisor++) {
            if (number % divisor == 0) {
                return false;
            }
        }
        return true;
    }

    /** The finaliser of SplitMix64 (Steele, Lea, Flood 2014). */
    private static long mixed(long value) {
        long z = value + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
