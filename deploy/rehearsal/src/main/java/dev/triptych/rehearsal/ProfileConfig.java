package dev.triptych.rehearsal;

import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;

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
    @WithDefault("4")
    int streamPieces();

    /** Tokens of prompt and {@code max_tokens} together; a request for more is answered with 400. */
    @WithDefault("131072")
    int contextTokensMax();

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

        /** Drafts and variants without the sections that were asked for. */
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

        /** Completion prompts and questions for standard input that give away the solution or the hidden tests. */
        @WithDefault("0.15")
        double styleLeaky();

        /** Responses whose thinking is never closed. */
        @WithDefault("0.02")
        double unclosedThinking();

        /** Generators that make one input again and again, whatever their seed. */
        @WithDefault("0.05")
        double generatorSame();

        /** Generators whose inputs are not legal. */
        @WithDefault("0.05")
        double generatorIllegal();

        /** Validators that accept whatever they are given. */
        @WithDefault("0.05")
        double validatorLax();

        /** Validators that accept no input. */
        @WithDefault("0.05")
        double validatorStrict();

        /** Judgements of questions that are not so: whether two are one, quality, category. */
        @WithDefault("0.05")
        double judgementWrong();
    }

    /** Rates of the faults, all off by default; if their sum is over 1, the last ones never come. */
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

        /** Requests answered with one of {@link #serverErrorStatuses}. */
        @WithDefault("0")
        double serverError();

        /** Statuses that server errors have by turns of chance. */
        @WithDefault("500,502,503,504,529")
        List<Integer> serverErrorStatuses();

        /** Requests answered with 401, as for a wrong key. */
        @WithDefault("0")
        double unauthorised();

        /** Requests answered with 402, as for an empty account. */
        @WithDefault("0")
        double paymentRequired();

        /** Requests answered with 403, as for a key without the right. */
        @WithDefault("0")
        double forbidden();

        /** Requests answered with 404, as for a model that is gone. */
        @WithDefault("0")
        double notFound();

        /** Requests answered with 400 and {@code context_length_exceeded}, however short they are. */
        @WithDefault("0")
        double contextTooLong();

        /** Connections closed without a byte of an answer. */
        @WithDefault("0")
        double hangUp();

        /** Connections reset in the middle of the reply. */
        @WithDefault("0")
        double reset();

        /** Connections on which the server ends its sending in the middle of the reply but goes on to listen. */
        @WithDefault("0")
        double halfClose();

        /** Replies that stop coming in the middle; the connection stays open. */
        @WithDefault("0")
        double stall();

        /** Time after which a stalled or half-closed connection is closed. */
        @WithDefault("PT60S")
        Duration stallFor();

        /** Replies that are not JSON. */
        @WithDefault("0")
        double malformed();

        /** Replies that end in the middle, though the connection ends as it should: a stream without its last events. */
        @WithDefault("0")
        double unfinished();

        /** Replies with an empty list of choices. */
        @WithDefault("0")
        double emptyChoices();

        /** Replies cut by {@code finish_reason: length}. */
        @WithDefault("0")
        double truncated();

        /** Replies withheld by {@code finish_reason: content_filter}. */
        @WithDefault("0")
        double filtered();

        /** Replies that politely refuse to help. */
        @WithDefault("0")
        double refusal();

        /** Replies that repeat themselves up to {@code max_tokens}. */
        @WithDefault("0")
        double loop();

        /** Replies that run to four times {@code max_tokens} without repeating themselves. */
        @WithDefault("0")
        double unbounded();

        /** Full replies that do not say their usage. */
        @WithDefault("0")
        double usageMissing();
    }
}
