package dev.triptych.cli.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triptych.contracts.json.TriptychJson;
import org.junit.jupiter.api.Test;

class LedgerTest {
    private static Ledger of(String status, int target, int candidates, boolean reconciled) throws Exception {
        return new Ledger(TriptychJson.mapper().readTree("""
                {"run":"r","recipe":"kodcode","status":"%s","target":%d,"candidates":%d,"accepted":3,
                 "rejected":{"DUPLICATE":2},"failed":1,"cancelled":0,"inFlight":0,"reconciled":%s,"simulated":true,
                 "teacher":{"calls":9,"repaid":0}}""".formatted(status, target, candidates, reconciled)));
    }

    @Test
    void isWellOnlyWhenAllWasMadeAndTheNumbersAgree() throws Exception {
        assertThat(of("COMPLETED", 3, 6, true).well()).isTrue();
        assertThat(of("EXHAUSTED", 3, 6, true).well()).isFalse();
        assertThat(of("COMPLETED", 4, 6, true).well()).isFalse();
        assertThat(of("COMPLETED", 3, 6, false).well()).isFalse();
    }

    @Test
    void doesItsOwnSum() throws Exception {
        assertThat(of("COMPLETED", 3, 7, true).well()).isFalse();
        assertThat(of("COMPLETED", 3, 7, true).shortfall()).contains("does not reconcile");
    }

    @Test
    void readsAsAnAccount() throws Exception {
        assertThat(String.join("\n", of("COMPLETED", 3, 6, true).lines()))
                .contains("COMPLETED, simulated", "rejected         2  DUPLICATE 2", "calls 9, repaid 0");
    }
}
