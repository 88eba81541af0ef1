package dev.triptych.factory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triptych.factory.api.ApiConfig;
import dev.triptych.factory.events.KafkaConfig;
import dev.triptych.factory.reconcile.ReconcileConfig;
import dev.triptych.factory.teachers.TeachersConfig;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfigTest {
    @Test
    void withoutSettingsNobodyIsLetInNothingIsPublishedAndNoTeacherIsKnown() {
        assertThat(read(ApiConfig.class).tokenFile()).isEmpty();
        assertThat(read(KafkaConfig.class).bootstrapServers()).isEmpty();
        assertThat(read(TeachersConfig.class).profiles()).isEmpty();
    }

    @Test
    void theDefaultsOfKafkaAreTheDocumentedTopics() {
        KafkaConfig kafka = read(KafkaConfig.class);

        assertThat(kafka.eventsTopic()).isEqualTo("triptych.run-events");
        assertThat(kafka.requestsTopic()).isEqualTo("triptych.run-requests");
        assertThat(kafka.rejectedTopic()).isEqualTo("triptych.run-requests.rejected");
        assertThat(kafka.group()).isEqualTo("triptych-factory");
        assertThat(kafka.partitions()).isEqualTo(3);
        assertThat(kafka.publishEvery()).isEqualTo(Duration.ofMillis(500));
        assertThat(kafka.retryAfter()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void readsEveryPropertyOfKafka() {
        KafkaConfig kafka = read(
                KafkaConfig.class,
                "triptych.kafka.bootstrap-servers",
                "broker:9092",
                "triptych.kafka.events-topic",
                "e",
                "triptych.kafka.requests-topic",
                "r",
                "triptych.kafka.rejected-topic",
                "x",
                "triptych.kafka.group",
                "g",
                "triptych.kafka.partitions",
                "7",
                "triptych.kafka.publish-every",
                "PT1S",
                "triptych.kafka.retry-after",
                "PT5S");

        assertThat(kafka.bootstrapServers()).contains("broker:9092");
        assertThat(kafka.eventsTopic() + kafka.requestsTopic() + kafka.rejectedTopic() + kafka.group())
                .isEqualTo("erxg");
        assertThat(kafka.partitions()).isEqualTo(7);
        assertThat(kafka.publishEvery()).isEqualTo(Duration.ofSeconds(1));
        assertThat(kafka.retryAfter()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void anEndedRunIsSeenWithinFiveSecondsByDefault() {
        ReconcileConfig reconcile = read(ReconcileConfig.class);

        assertThat(reconcile.runsEvery()).isLessThan(Duration.ofSeconds(5));
        assertThat(reconcile.candidatesEvery()).isEqualTo(Duration.ofSeconds(15));
        assertThat(reconcile.cancelGrace()).isEqualTo(Duration.ofSeconds(10));
        assertThat(reconcile.unknownGrace()).isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void readsTheTokenFile() {
        assertThat(read(ApiConfig.class, "triptych.api.token-file", "secret/token")
                        .tokenFile())
                .contains(Path.of("secret/token"));
    }

    @Test
    void readsATeacherThatOthersAskAndOneThatTellsTheTruth() {
        TeachersConfig teachers = read(
                TeachersConfig.class,
                "triptych.teachers.real.base-url",
                "http://teacher/v1",
                "triptych.teachers.real.model",
                "m",
                "triptych.teachers.real.key-file",
                "key",
                "triptych.teachers.real.concurrency",
                "32",
                "triptych.teachers.rehearsal.base-url",
                "http://rehearsal/v1",
                "triptych.teachers.rehearsal.model",
                "bank",
                "triptych.teachers.rehearsal.simulated",
                "true",
                "triptych.teachers.rehearsal.truth-url",
                "http://rehearsal/rehearsal");

        assertThat(teachers.profiles().get("real").simulated()).isFalse();
        assertThat(teachers.profiles().get("real").concurrency()).contains(32);
        assertThat(teachers.profiles().get("rehearsal").truthUrl()).contains("http://rehearsal/rehearsal");
    }

    private static <T> T read(Class<T> mapping, String... properties) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < properties.length; i += 2) {
            values.put(properties[i], properties[i + 1]);
        }
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .withMapping(mapping)
                .withSources(new PropertiesConfigSource(values, "test", 100))
                .build();
        return config.getConfigMapping(mapping);
    }
}
