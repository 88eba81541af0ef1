package dev.triptych.rehearsal.http;

import dev.triptych.rehearsal.bank.Draw;
import java.time.Duration;

/**
 * How long replies take: log-normal, fixed by the seed and the prompt alone, so that a schedule can be computed before a
 * run. Every call with the same prompt takes equally long, whatever its sampling, key and try.
 *
 * @param sigma standard deviation of the logarithm
 */
record ServiceTime(long seed, Duration mean, double sigma) {
    private static final double MILLISECONDS_MAX = Duration.ofMinutes(30).toMillis();

    /**
     * In whole milliseconds, at least one: {@code mean · exp(sigma · z − sigma² / 2)}, where z is the standard normal
     * draw of the seed and the hash.
     *
     * @param promptSha256 of the last user message, or of a completion's prompt
     */
    Duration of(String promptSha256) {
        double z = Draw.of(seed, "service time", promptSha256).normal();
        double drawn = mean.toNanos() / 1e6 * Math.exp(sigma * z - sigma * sigma / 2);
        return Duration.ofMillis(Math.round(Math.clamp(drawn, 1, MILLISECONDS_MAX)));
    }
}
