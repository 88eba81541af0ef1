package dev.triptych.rehearsal.http;

import dev.triptych.rehearsal.ProfileConfig;
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
    /** What is known before a slot is taken; {@link #replies} are made when there is one. */
    record Plan(Duration latency, Fault fault) {}

    private static final int TRIES_KEPT = 100_000;

    private final StandIn standIn;
    private final ProfileConfig config;
    private final ServiceTime serviceTime;
    private final long seed;
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
    }

    Plan plan(Asked asked) {
        Fault fault = Fault.drawn(config.faults(), Draw.of(seed, "fault", asked.identity(), nextTry(asked.key())));
        return new Plan(serviceTime.of(asked.prompt()), fault);
    }

    /** What goes out where the fault lets it. */
    List<Reply> replies(Asked asked, Fault fault) {
        return IntStream.range(0, asked.choices())
                .mapToObj(index -> standIn.reply(asked.message(), Draw.of(seed, "reply", asked.identity(), index)))
                .map(reply -> within(asked.maxTokens(), faulted(reply, fault, asked)))
                .toList();
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
