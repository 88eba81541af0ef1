package dev.triptych.rehearsal.http;

import dev.triptych.rehearsal.ProfileConfig;
import dev.triptych.rehearsal.bank.Draw;
import dev.triptych.rehearsal.reply.Kind;
import dev.triptych.rehearsal.reply.Reply;
import dev.triptych.rehearsal.reply.StandIn;
import dev.triptych.rehearsal.reply.Truth;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** What a call gets, how late, and what goes wrong: all of it drawn by the seed and the request. */
final class Behaviour {
    /**
     * What is known before a slot is taken; {@link #replies} are made when there is one.
     *
     * @param serverError the status, should the fault be a server error
     */
    record Plan(Duration latency, Fault fault, int serverError) {}

    private static final int TRIES_KEPT = 100_000;
    private static final int UNBOUNDED_TIMES = 4;
    private static final int UNBOUNDED_CHARS_MAX = 1_000_000;
    private static final List<String> REFUSALS = List.of(
            "I'm sorry, but I can't help with that.",
            "I cannot assist with this request.",
            "As an AI language model, I am not able to do this.");

    private final StandIn standIn;
    private final ProfileConfig config;
    private final ServiceTime serviceTime;
    private final long seed;
    private volatile Map<Fault, Double> faultRates;
    private final Map<String, Integer> tries = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
            return size() > TRIES_KEPT;
        }
    };

    Behaviour(StandIn standIn, ProfileConfig config, ServiceTime serviceTime, long seed) {
        this.standIn = standIn;
        this.config = config;
        this.serviceTime = serviceTime;
        this.seed = seed;
        this.faultRates = Fault.rates(config.faults());
    }

    /** From now on these faults at these rates; what is not named is off. */
    void play(Map<Fault, Double> rates) {
        faultRates = rates.isEmpty() ? Map.of() : new EnumMap<>(rates);
    }

    /** From now on the faults of the configuration. */
    void playConfigured() {
        faultRates = Fault.rates(config.faults());
    }

    Plan plan(Asked asked) {
        Draw draw = Draw.of(seed, "fault", asked.identity(), nextTry(asked.key()));
        Fault fault = Fault.drawn(faultRates, draw);
        if (asked.promptTokens() + (long) asked.maxTokens() > config.contextTokensMax()) {
            fault = Fault.CONTEXT_TOO_LONG;
        }
        return new Plan(
                serviceTime.of(asked.prompt()),
                fault,
                draw.oneOf(config.faults().serverErrorStatuses()));
    }

    /** What goes out where the fault lets it. */
    List<Reply> replies(Asked asked, Fault fault) {
        return IntStream.range(0, asked.choices())
                .mapToObj(index ->
                        standIn.reply(asked.system(), asked.message(), Draw.of(seed, "reply", asked.identity(), index)))
                .map(reply -> fault == Fault.UNBOUNDED
                        ? unbounded(reply, asked)
                        : within(asked.maxTokens(), faulted(reply, fault, asked)))
                .toList();
    }

    private synchronized int nextTry(String key) {
        return tries.merge(key, 1, Integer::sum);
    }

    private static Reply faulted(Reply reply, Fault fault, Asked asked) {
        return switch (fault) {
            case TRUNCATED -> cut(reply, reply.content().length() * 3 / 5);
            case FILTERED -> new Reply("", Optional.empty(), Reply.Finish.FILTERED, reply.truth(), reply.recognised());
            case REFUSAL ->
                new Reply(
                        Draw.of("refusal", asked.identity()).oneOf(REFUSALS),
                        Optional.empty(),
                        Reply.Finish.STOP,
                        new Truth("", Map.of(), Kind.REFUSAL.word()),
                        reply.recognised());
            case LOOP -> loop(reply, asked);
            case NONE,
                    REFUSE,
                    SERVER_ERROR,
                    UNAUTHORISED,
                    PAYMENT_REQUIRED,
                    FORBIDDEN,
                    NOT_FOUND,
                    CONTEXT_TOO_LONG,
                    HANG_UP,
                    RESET,
                    HALF_CLOSE,
                    STALL,
                    MALFORMED,
                    UNFINISHED,
                    EMPTY_CHOICES,
                    UNBOUNDED,
                    USAGE_MISSING -> reply;
        };
    }

    private static Reply loop(Reply reply, Asked asked) {
        int half = reply.content().length() / 2;
        String again = "\nLet me check this once more. ";
        long room = (long) asked.maxTokens() * Tokens.CHARS_PER_TOKEN - half;
        String looped = reply.content().substring(0, half)
                + again.repeat((int) Math.clamp(room / again.length() + 1, 1, 10_000));
        return new Reply(looped, reply.thinking(), Reply.Finish.LENGTH, fragment(reply.truth()), reply.recognised());
    }

    /** Half of the reply, and then a talk that no repetition betrays, as from a server that ignores the bound. */
    private static Reply unbounded(Reply reply, Asked asked) {
        long wanted = (long) UNBOUNDED_TIMES * asked.maxTokens() * Tokens.CHARS_PER_TOKEN;
        int length = (int) Math.min(wanted, UNBOUNDED_CHARS_MAX);
        Draw draw = Draw.of("unbounded", asked.identity());
        StringBuilder talk =
                new StringBuilder(reply.content().substring(0, reply.content().length() / 2));
        while (talk.length() < length) {
            talk.append("\nCase ").append(Integer.toString(draw.below(Integer.MAX_VALUE), 36));
            talk.append(" differs from ")
                    .append(Integer.toString(draw.below(Integer.MAX_VALUE), 36))
                    .append('.');
        }
        return new Reply(
                talk.substring(0, length),
                reply.thinking(),
                Reply.Finish.STOP,
                fragment(reply.truth()),
                reply.recognised());
    }

    private static Reply within(int maxTokens, Reply reply) {
        int thinking = Tokens.of(reply.thinking().orElse(""));
        if (thinking + Tokens.of(reply.content()) <= maxTokens) {
            return reply;
        }
        if (thinking > maxTokens) {
            String thought = reply.thinking().orElse("").substring(0, maxTokens * Tokens.CHARS_PER_TOKEN);
            Reply cut = cut(reply, 0);
            return new Reply(cut.content(), Optional.of(thought), cut.finish(), cut.truth(), cut.recognised());
        }
        return cut(reply, (maxTokens - thinking) * Tokens.CHARS_PER_TOKEN);
    }

    private static Reply cut(Reply reply, int length) {
        return new Reply(
                reply.content().substring(0, length),
                reply.thinking(),
                Reply.Finish.LENGTH,
                fragment(reply.truth()),
                reply.recognised());
    }

    /** What the beginning of a reply is. */
    private static Truth fragment(Truth truth) {
        String kind =
                switch (truth.kind()) {
                    case "question", "abstain", "unreadable" -> "unreadable";
                    case "right", "wrong" -> "wrong";
                    case "tests-strong" -> "tests-weak";
                    case "generator" -> "generator-illegal";
                    case "validator" -> "validator-strict";
                    case "judgement-right" -> "judgement-wrong";
                    default -> truth.kind();
                };
        return new Truth(truth.family(), truth.parameters(), kind);
    }
}
