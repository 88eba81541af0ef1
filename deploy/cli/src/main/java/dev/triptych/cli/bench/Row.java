package dev.triptych.cli.bench;

import java.util.List;

/**
 * One kind of load.
 *
 * @param right a request whose program is right: AC
 * @param wrong the same with a program or an expected value that is wrong: WA
 * @param varied whether each request has a number of its own, so that no result is remembered
 * @param skippedWhen words of a reply that say that this service does not offer it
 */
record Row(String name, Template right, Template wrong, boolean varied, List<String> skippedWhen) {
    /** One request of so many is wrong. */
    static final int WRONG_EVERY = 10;

    static boolean isWrong(long number) {
        return number % WRONG_EVERY == 0;
    }

    Template template(long number) {
        return isWrong(number) ? wrong : right;
    }

    static String verdict(long number) {
        return isWrong(number) ? "WA" : "AC";
    }
}
