package dev.triptych.teacher.client;

import dev.triptych.teacher.limit.Limiter;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;

/** What operators see of one teacher, tagged with its profile's name. */
final class TeacherMeters {
    private static final String PREFIX = "triptych.teacher.";

    private final MeterRegistry registry;
    private final String profile;
    private final Timer waiting;
    private final Timer firstToken;
    private final Timer duration;
    private final Counter promptTokens;
    private final Counter cachedTokens;
    private final Counter completionTokens;
    private final Counter cost;
    private final Map<String, Counter> ends = new ConcurrentHashMap<>();

    TeacherMeters(MeterRegistry registry, String profile, Limiter limiter) {
        this.registry = registry;
        this.profile = profile;
        this.waiting = timer("queue.wait", "from wanting to ask to asking");
        this.firstToken = timer("first.token", "from asking to the first piece of the reply");
        this.duration = timer("call", "from asking to the end of the reply, however it ended");
        this.promptTokens = tokens("prompt");
        this.cachedTokens = tokens("cached");
        this.completionTokens = tokens("completion");
        this.cost = Counter.builder(PREFIX + "cost")
                .description("what the calls cost at the profile's prices")
                .baseUnit("microusd")
                .tag("profile", profile)
                .register(registry);
        gauge("in.flight", "calls that are open", limiter, state -> state.open());
        gauge("limit", "calls that may be open, as far as the limiter has found out", limiter, state -> state.limit());
        gauge("waiting", "calls that wait for a place", limiter, state -> state.waiting());
        gauge(
                "utilisation",
                "share of the limit that is in use",
                limiter,
                state -> state.open() / (double) state.limit());
    }

    /** A call has ended. {@code waited} for a place, then {@code took} to its end. */
    void ended(CallResult result, Usage usage, long costMicroUsd, Duration waited, Duration took, Duration untilFirst) {
        waiting.record(waited);
        duration.record(took);
        if (result.received().firstTokenAt().isPresent()) {
            firstToken.record(untilFirst);
        }
        promptTokens.increment(usage.promptTokens());
        cachedTokens.increment(usage.cachedTokens());
        completionTokens.increment(usage.completionTokens());
        cost.increment(costMicroUsd);
        String end =
                switch (result) {
                    case CallResult.Complete complete -> "complete";
                    case CallResult.Failed failed -> failed.code().name().toLowerCase(Locale.ROOT);
                };
        ends.computeIfAbsent(end, this::calls).increment();
    }

    private Counter calls(String end) {
        return Counter.builder(PREFIX + "calls")
                .description("calls by how they ended: complete, or the code of the failure")
                .tags("profile", profile, "end", end)
                .register(registry);
    }

    private Counter tokens(String kind) {
        return Counter.builder(PREFIX + "tokens")
                .description("tokens used; those of the prompt that were cached are among the prompt's")
                .tags("profile", profile, "kind", kind)
                .register(registry);
    }

    private Timer timer(String name, String description) {
        return Timer.builder(PREFIX + name)
                .description(description)
                .tag("profile", profile)
                .register(registry);
    }

    private void gauge(String name, String description, Limiter limiter, ToDoubleFunction<Limiter.State> value) {
        Gauge.builder(PREFIX + name, limiter, one -> value.applyAsDouble(one.state()))
                .description(description)
                .tag("profile", profile)
                .register(registry);
    }
}
