package dev.triptych.rehearsal.http;

import dev.triptych.rehearsal.RehearsalConfig;
import dev.triptych.rehearsal.bank.Draw;
import dev.triptych.rehearsal.reply.Reply;
import dev.triptych.rehearsal.reply.StandIn;
import dev.triptych.rehearsal.reply.Truth;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** What a call gets, how late, and what goes wrong: all of it drawn by the seed and the request. */
final class Behaviour {
    /** @param replies what goes out where the fault lets it */
    record Plan(List<Reply> replies, Duration latency, Fault fault) {}

    private static final int TRIES_KEPT = 100_000;
    private static final Duration LATENCY_MAX = Duration.ofMinutes(30);

    private final StandIn standIn;
    private final RehearsalConfig config;
    private final Map<String, Integer> tries = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
            return size() > TRIES_KEPT;
        }
    };

    Behaviour(StandIn standIn, RehearsalConfig config) {
        this.standIn = standIn;
        this.config = config;
    }

    Plan plan(Asked asked) {
        int attempt = nextTry(asked.key());
        Fault fault = Fault.drawn(config.faults(), Draw.of(config.seed(), "fault", asked.identity(), attempt));
        List<Reply> replies = IntStream.range(0, asked.choices())
                .mapToObj(index ->
                        standIn.reply(asked.message(), Draw.of(config.seed(), "reply", asked.identity(), index)))
                .map(reply -> within(asked.maxTokens(), faulted(reply, fault, asked)))
                .toList();
        return new Plan(replies, latency(Draw.of(config.seed(), "latency", asked.identity(), attempt)), fault);
    }

    /** Log-normal with the configured mean. */
    private Duration latency(Draw draw) {
        double sigma = config.latencySigma();
        double factor = Math.exp(sigma * draw.normal() - sigma * sigma / 2);
        Duration drawn = Duration.ofNanos((long) (config.latencyMean().toNanos() * factor));
        return drawn.compareTo(LATENCY_MAX) > 0 ? LATENCY_MAX : drawn;
    }

    private synchronized int nextTry(String key) {
        return tries.merge(key, 1, Integer::sum);
    }

    private static Reply faulted(Reply reply, Fault fault, Asked asked) {
        return switch (fault) {
            case TRUNCATED -> cut(reply, reply.content().length() * 3 / 5);
            case FILTERED -> new Reply("", Optional.empty(), Reply.Finish.FILTERED, reply.truth(), reply.recognised());
            case LOOP -> {
                int half = reply.content().length() / 2;
                String again = "\nLet me check this once more. ";
                long room = (long) asked.maxTokens() * Tokens.CHARS_PER_TOKEN - half;
                String looped = reply.content().substring(0, half)
                        + again.repeat((int) Math.clamp(room / again.length() + 1, 1, 10_000));
                yield new Reply(
                        looped, reply.thinking(), Reply.Finish.LENGTH, fragment(reply.truth()), reply.recognised());
            }
            case NONE, REFUSE, SERVER_ERROR, RESET, STALL, MALFORMED, EMPTY_CHOICES -> reply;
        };
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
                    default -> truth.kind();
                };
        return new Truth(truth.family(), truth.parameters(), kind);
    }
}
