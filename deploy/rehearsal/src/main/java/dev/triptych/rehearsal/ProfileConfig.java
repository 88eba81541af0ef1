package dev.triptych.rehearsal;

import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How one model of the stand-in teacher behaves. Rates are probabilities from 0 to 1, drawn by request. */
public interface ProfileConfig {
    /** Requests that are answered at the same time. */
    @WithDefault("64")
    int slots();

    /** What happens to a request when all slots are busy. */
    @WithDefault("refuse")
    WhenFull whenFull();

    /** Waiting requests at most; one more is refused. Only with {@code when-full=queue}. */
    @WithDefault("1024")
    int queueMax();

    /** Mean time that a reply takes; drawn from a log-normal distribution by the seed and the prompt. */
    @WithDefault("PT0.2S")
    Duration latencyMean();

    /** Standard deviation of the latency's logarithm; 0 makes all replies equally slow. */
    @WithDefault("0.5")
    double latencySigma();

    /** Pieces that a streamed reply comes in, evenly over its latency. */
    @WithDefault("8")
    int streamPieces();

    /** Whether thinking comes as {@code reasoning_content} instead of {@code <think>} in the content. */
    @WithDefault("false")
    boolean reasoningField();

    /** How often replies are of a kind; what the named rates leave is right, strong or clean. */
    Rates rates();

    /** How often the teacher fails; drawn anew for each try of a request, so that a fault does not repeat for ever. */
    Faults faults();

    /** What to do when full. */
    enum WhenFull {
        /** 429 with {@code Retry-After}. */
        REFUSE,
        /** Wait in order of arrival. */
        QUEUE
    }

    /** Spelling of {@code Retry-After}. */
    enum RetryAfter {
        /** Whole seconds. */
        SECONDS,
        /** An HTTP date. */
        DATE,
        /** The header {@code retry-after-ms}. */
        MILLISECONDS,
        /** No header. */
        NONE
    }

    /** Rates of the kinds. */
    interface Rates {
        /** Drafts that are the single line BAD_DOCUMENT; only where the prompt allows it. */
        @WithDefault("0.04")
        double abstain();

        /** Drafts without the sections that were asked for. */
        @WithDefault("0.03")
        double unreadable();

        /** Drafts that are one of few problems that come again and again. */
        @WithDefault("0.05")
        double common();

        /** Solutions with a plausible mistake. */
        @WithDefault("0.10")
        double solutionWrong();

        /** Solutions that attack the judge. */
        @WithDefault("0.05")
        double solutionCheating();

        /** Suites that pass the right solution and many others. */
        @WithDefault("0.07")
        double testsWeak();

        /** Suites that demand a wrong result. */
        @WithDefault("0.05")
        double testsWrong();

        /** Suites that define the function themselves. */
        @WithDefault("0.04")
        double testsShadowing();

        /** Suites that pass whatever the solution does. */
        @WithDefault("0.04")
        double testsCheating();

        /** Completion prompts that give away the solution or the hidden tests. */
        @WithDefault("0.15")
        double styleLeaky();

        /** Responses whose thinking is never closed. */
        @WithDefault("0.02")
        double unclosedThinking();
    }

    /** Rates of the faults, all off by default. */
    interface Faults {
        /** Requests refused with 429 though there is a free slot. */
        @WithDefault("0")
        double refuse();

        /** Spelling of {@code Retry-After} on every 429. */
        @WithDefault("seconds")
        RetryAfter retryAfter();

        /** Wait that a 429 asks for. */
        @WithDefault("PT1S")
        Duration retryAfterDelay();

        /** Requests answered with 500, 502, 503, 504 or 529. */
        @WithDefault("0")
        double serverError();

        /** Connections closed in the middle of the reply. */
        @WithDefault("0")
        double reset();

        /** Replies that stop coming in the middle; the connection stays open. */
        @WithDefault("0")
        double stall();

        /** Time after which a stalled connection is closed. */
        @WithDefault("PT60S")
        Duration stallFor();

        /** Replies that are not JSON. */
        @WithDefault("0")
        double malformed();

        /** Replies with an empty list of choices. */
        @WithDefault("0")
        double emptyChoices();

        /** Replies cut by {@code finish_reason: length}. */
        @WithDefault("0")
        double truncated();

        /** Replies refused by {@code finish_reason: content_filter}. */
        @WithDefault("0")
        double filtered();

        /** Replies that repeat themselves up to {@code max_tokens}. */
        @WithDefault("0")
        double loop();
    }
}
