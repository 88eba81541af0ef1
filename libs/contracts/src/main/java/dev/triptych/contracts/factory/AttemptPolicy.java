package dev.triptych.contracts.factory;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How many attempts a question gets. Written {@code fixed(n)} or {@code adaptive(min,max)}. */
public sealed interface AttemptPolicy {
    /** The most attempts that any policy may give. */
    int ATTEMPTS_MAX = 20;

    /** What a policy may look like, for messages. */
    String FORMS = "fixed(n) or adaptive(min,max), with 1 to " + ATTEMPTS_MAX + " attempts";

    /**
     * Whether another attempt is to be made.
     *
     * @param passed attempts that passed every gate so far
     * @param counted attempts made so far
     */
    boolean wantsMore(int passed, int counted);

    /** How it is written; {@link #parse} reads it. */
    @JsonValue
    String text();

    /** Reads what {@link #text} writes; white space does not matter. */
    @JsonCreator
    static AttemptPolicy parse(String text) {
        Matcher form = Forms.PATTERN.matcher(text.replaceAll("\\s", ""));
        if (!form.matches()) {
            throw new IllegalArgumentException("must be " + FORMS + ", was " + text);
        }
        return form.group("n") != null
                ? new Fixed(Integer.parseInt(form.group("n")))
                : new Adaptive(Integer.parseInt(form.group("min")), Integer.parseInt(form.group("max")));
    }

    /** Always {@code attempts}, whatever they show. */
    record Fixed(int attempts) implements AttemptPolicy {
        public Fixed {
            Forms.require(attempts >= 1 && attempts <= ATTEMPTS_MAX, attempts);
        }

        @Override
        public boolean wantsMore(int passed, int counted) {
            return counted < attempts;
        }

        @Override
        public String text() {
            return "fixed(" + attempts + ")";
        }
    }

    /**
     * At least {@code min}, then until the difficulty is settled, at most {@code max}.
     *
     * <p>Settled means that, under a uniform prior on the pass rate, the most probable class of {@code Difficulty} holds
     * at least {@value #SETTLED_MASS} of the posterior. A question that nothing has passed yet goes on while a pass in
     * the attempts that are left has a chance of at least {@value #WORTH_TRYING}: hard questions are worth the most.
     */
    record Adaptive(int min, int max) implements AttemptPolicy {
        static final double SETTLED_MASS = 0.7;
        static final double WORTH_TRYING = 0.1;

        public Adaptive {
            Forms.require(min >= 1, min);
            Forms.require(max >= min && max <= ATTEMPTS_MAX, max);
        }

        @Override
        public boolean wantsMore(int passed, int counted) {
            if (counted < min || counted >= max) {
                return counted < min;
            }
            if (passed == 0) {
                int left = max - counted;
                // The chance that all of the attempts left fail is (failed + 1) / (failed + 1 + left).
                return (double) left / (counted + 1 + left) >= WORTH_TRYING;
            }
            return mostProbableMass(passed, counted - passed) < SETTLED_MASS;
        }

        private static double mostProbableMass(int passed, int failed) {
            double hard = passRateBelow(1.0 / 3, passed, failed);
            double notEasy = passRateBelow(2.0 / 3, passed, failed);
            return Math.max(hard, Math.max(notEasy - hard, 1 - notEasy));
        }

        /** The regularised incomplete beta function I_x(passed + 1, failed + 1), as a binomial tail. */
        private static double passRateBelow(double x, int passed, int failed) {
            int trials = passed + failed + 1;
            double sum = 0;
            double choose = 1;
            for (int k = 0; k <= trials; k++) {
                if (k > passed) {
                    sum += choose * Math.pow(x, k) * Math.pow(1 - x, trials - k);
                }
                choose = choose * (trials - k) / (k + 1);
            }
            return sum;
        }

        @Override
        public String text() {
            return "adaptive(" + min + "," + max + ")";
        }
    }

    /** What both forms share. */
    final class Forms {
        private static final Pattern PATTERN =
                Pattern.compile("fixed\\((?<n>\\d{1,3})\\)|adaptive\\((?<min>\\d{1,3}),(?<max>\\d{1,3})\\)");

        private Forms() {}

        private static void require(boolean holds, int was) {
            if (!holds) {
                throw new IllegalArgumentException("must be " + FORMS + ", was " + was);
            }
        }
    }
}
