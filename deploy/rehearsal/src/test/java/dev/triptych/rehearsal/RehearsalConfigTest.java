package dev.triptych.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RehearsalConfigTest {
    private static final String EVERY_PROPERTY = """
            seed 9
            model other
            slots 3
            when-full queue
            queue-max 5
            latency-mean PT2S
            latency-sigma 0
            stream-pieces 2
            context-tokens-max 999
            log-file here.jsonl
            profiles.slow.slots 2
            profiles.slow.rates.solution-wrong 0.5
            reasoning-field true
            rates.abstain 0.01
            rates.unreadable 0.02
            rates.common 0.03
            rates.solution-wrong 0.04
            rates.solution-cheating 0.06
            rates.tests-weak 0.08
            rates.tests-wrong 0.09
            rates.tests-shadowing 0.11
            rates.tests-cheating 0.12
            rates.style-leaky 0.13
            rates.unclosed-thinking 0.14
            rates.generator-same 0.35
            rates.generator-illegal 0.36
            rates.validator-lax 0.37
            rates.validator-strict 0.38
            rates.judgement-wrong 0.39
            faults.refuse 0.15
            faults.retry-after date
            faults.retry-after-delay PT7S
            faults.server-error 0.16
            faults.reset 0.17
            faults.stall 0.18
            faults.stall-for PT3S
            faults.malformed 0.19
            faults.empty-choices 0.20
            faults.truncated 0.21
            faults.filtered 0.22
            faults.loop 0.23
            faults.server-error-statuses 502,503
            faults.unauthorised 0.24
            faults.payment-required 0.25
            faults.forbidden 0.26
            faults.not-found 0.27
            faults.context-too-long 0.28
            faults.hang-up 0.29
            faults.half-close 0.30
            faults.unfinished 0.31
            faults.refusal 0.32
            faults.unbounded 0.33
            faults.usage-missing 0.34""";

    @Test
    void aTeacherWithoutConfigurationMakesMistakesButHasNoFaults() {
        RehearsalConfig config = Configs.with();

        assertThat(config.seed()).isEqualTo(1);
        assertThat(config.model()).isEqualTo("rehearsal-1");
        assertThat(config.slots()).isEqualTo(64);
        assertThat(config.whenFull()).isEqualTo(ProfileConfig.WhenFull.REFUSE);
        assertThat(config.queueMax()).isEqualTo(1024);
        assertThat(config.latencyMean()).isEqualTo(Duration.ofMillis(200));
        assertThat(config.latencySigma()).isEqualTo(0.5);
        assertThat(config.streamPieces()).isEqualTo(4);
        assertThat(config.contextTokensMax()).isEqualTo(131_072);
        assertThat(config.logFile()).isEmpty();
        assertThat(config.profiles()).isEmpty();
        assertThat(config.reasoningField()).isFalse();
        assertThat(config.rates().abstain()).isEqualTo(0.04);
        assertThat(config.rates().unreadable()).isEqualTo(0.03);
        assertThat(config.rates().common()).isEqualTo(0.05);
        assertThat(config.rates().solutionWrong()).isEqualTo(0.10);
        assertThat(config.rates().solutionCheating()).isEqualTo(0.05);
        assertThat(config.rates().testsWeak()).isEqualTo(0.07);
        assertThat(config.rates().testsWrong()).isEqualTo(0.05);
        assertThat(config.rates().testsShadowing()).isEqualTo(0.04);
        assertThat(config.rates().testsCheating()).isEqualTo(0.04);
        assertThat(config.rates().styleLeaky()).isEqualTo(0.15);
        assertThat(config.rates().unclosedThinking()).isEqualTo(0.02);
        assertThat(config.rates().generatorSame()).isEqualTo(0.05);
        assertThat(config.rates().generatorIllegal()).isEqualTo(0.05);
        assertThat(config.rates().validatorLax()).isEqualTo(0.05);
        assertThat(config.rates().validatorStrict()).isEqualTo(0.05);
        assertThat(config.rates().judgementWrong()).isEqualTo(0.05);
        assertThat(faultRates(config.faults())).containsOnly(0);
        assertThat(config.faults().retryAfter()).isEqualTo(ProfileConfig.RetryAfter.SECONDS);
        assertThat(config.faults().retryAfterDelay()).isEqualTo(Duration.ofSeconds(1));
        assertThat(config.faults().stallFor()).isEqualTo(Duration.ofMinutes(1));
        assertThat(config.faults().serverErrorStatuses()).containsExactly(500, 502, 503, 504, 529);
    }

    @Test
    void everyPropertyCanBeSet() {
        RehearsalConfig config = Configs.with(EVERY_PROPERTY.strip().split("\\s+"));

        assertThat(config.seed()).isEqualTo(9);
        assertThat(config.model()).isEqualTo("other");
        assertThat(config.slots()).isEqualTo(3);
        assertThat(config.whenFull()).isEqualTo(ProfileConfig.WhenFull.QUEUE);
        assertThat(config.queueMax()).isEqualTo(5);
        assertThat(config.latencyMean()).isEqualTo(Duration.ofSeconds(2));
        assertThat(config.latencySigma()).isZero();
        assertThat(config.streamPieces()).isEqualTo(2);
        assertThat(config.contextTokensMax()).isEqualTo(999);
        assertThat(config.logFile()).contains(Path.of("here.jsonl"));
        assertThat(config.profiles()).containsOnlyKeys("slow");
        ProfileConfig slow = config.profiles().values().iterator().next();
        assertThat(slow.slots()).isEqualTo(2);
        assertThat(slow.rates().solutionWrong()).isEqualTo(0.5);
        assertThat(slow.latencyMean()).isEqualTo(Duration.ofMillis(200));
        assertThat(config.reasoningField()).isTrue();
        ProfileConfig.Rates rates = config.rates();
        assertThat(new double[] {
                    rates.abstain(), rates.unreadable(), rates.common(), rates.solutionWrong(),
                            rates.solutionCheating(),
                    rates.testsWeak(), rates.testsWrong(), rates.testsShadowing(), rates.testsCheating(),
                            rates.styleLeaky(),
                    rates.unclosedThinking(), rates.generatorSame(), rates.generatorIllegal(), rates.validatorLax(),
                            rates.validatorStrict(),
                    rates.judgementWrong()
                })
                .containsExactly(
                        0.01, 0.02, 0.03, 0.04, 0.06, 0.08, 0.09, 0.11, 0.12, 0.13, 0.14, 0.35, 0.36, 0.37, 0.38, 0.39);
        ProfileConfig.Faults faults = config.faults();
        assertThat(faults.retryAfter()).isEqualTo(ProfileConfig.RetryAfter.DATE);
        assertThat(faults.retryAfterDelay()).isEqualTo(Duration.ofSeconds(7));
        assertThat(faults.stallFor()).isEqualTo(Duration.ofSeconds(3));
        assertThat(faults.serverErrorStatuses()).containsExactly(502, 503);
        assertThat(faultRates(faults))
                .containsExactly(
                        0.15, 0.16, 0.17, 0.18, 0.19, 0.20, 0.21, 0.22, 0.23, 0.24, 0.25, 0.26, 0.27, 0.28, 0.29, 0.30,
                        0.31, 0.32, 0.33, 0.34);
    }

    private static double[] faultRates(ProfileConfig.Faults faults) {
        return new double[] {
            faults.refuse(),
            faults.serverError(),
            faults.reset(),
            faults.stall(),
            faults.malformed(),
            faults.emptyChoices(),
            faults.truncated(),
            faults.filtered(),
            faults.loop(),
            faults.unauthorised(),
            faults.paymentRequired(),
            faults.forbidden(),
            faults.notFound(),
            faults.contextTooLong(),
            faults.hangUp(),
            faults.halfClose(),
            faults.unfinished(),
            faults.refusal(),
            faults.unbounded(),
            faults.usageMissing()
        };
    }

    @Test
    void anUnknownPropertyIsRefused() {
        assertThatThrownBy(() -> Configs.with("slotz", "3")).hasMessageContaining("slotz");
    }
}
