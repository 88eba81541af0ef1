package dev.triptych.teacher.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triptych.contracts.ErrorCode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TeacherMetersTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Profile profile = new Profile(
            "test",
            Profiles.profile(
                            URI.create("http://127.0.0.1:1/v1"),
                            "prompt-price-micro-usd",
                            "1000000",
                            "concurrency",
                            "4")
                    .config(),
            registry);
    private final Outgoing outgoing = Outgoing.chat(profile.config(), "", "a prompt", 0.5, 16);

    @Test
    void countsTokensCostAndEnds() throws Exception {
        call(new CallResult.Complete(
                new Received("x", Optional.empty(), Optional.of(new Usage(10, 4, 3, false)), Optional.empty()),
                "stop"));
        call(new CallResult.Failed(
                Received.NOTHING,
                CallResult.Ending.REFUSED,
                ErrorCode.TEACHER_RATE_LIMITED,
                "later",
                Optional.of(Duration.ZERO)));

        assertThat(count("tokens", "kind", "prompt")).isEqualTo(10);
        assertThat(count("tokens", "kind", "cached")).isEqualTo(4);
        assertThat(count("tokens", "kind", "completion")).isEqualTo(3);
        assertThat(count("cost", "profile", "test")).isEqualTo(10);
        assertThat(count("calls", "end", "complete")).isEqualTo(1);
        assertThat(count("calls", "end", "teacher_rate_limited")).isEqualTo(1);
        assertThat(registry.get("triptych.teacher.call").timer().count()).isEqualTo(2);
        assertThat(registry.get("triptych.teacher.queue.wait").timer().max(TimeUnit.SECONDS))
                .isLessThan(10);
    }

    @Test
    void showsWhatIsOpen() throws Exception {
        var place = profile.limiter().admit("run");
        place.open();

        assertThat(gauge("limit")).isEqualTo(4);
        assertThat(gauge("in.flight")).isEqualTo(1);
        assertThat(gauge("utilisation")).isEqualTo(0.25);
        place.close();
        assertThat(gauge("in.flight")).isZero();
        assertThat(gauge("waiting")).isZero();
    }

    @Test
    void namesTheProfileInEveryMetricAndExplainsEachInTheDocumentation() throws Exception {
        call(new CallResult.Failed(
                Received.NOTHING,
                CallResult.Ending.REFUSED,
                ErrorCode.TEACHER_RATE_LIMITED,
                "later",
                Optional.of(Duration.ZERO)));
        String documentation = Files.readString(Path.of("../../docs/metrics.md"));

        assertThat(registry.getMeters()).hasSizeGreaterThan(9).allSatisfy(meter -> {
            assertThat(meter.getId().getTag("profile")).isEqualTo("test");
            assertThat(documentation).contains("| `" + meter.getId().getName().replace('.', '_'));
        });
    }

    private void call(CallResult result) throws InterruptedException {
        try (var place = profile.limiter().admit("run")) {
            CallResult unused = PlacedCall.send(
                    (to, what, key, abort, sending) -> result, profile, place, outgoing, "k", new Abort(), () -> {});
        }
    }

    private double gauge(String name) {
        return registry.get("triptych.teacher." + name).gauge().value();
    }

    private double count(String name, String tag, String value) {
        return registry.get("triptych.teacher." + name)
                .tag(tag, value)
                .counter()
                .count();
    }
}
