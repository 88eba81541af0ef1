package dev.triptych.verifier.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triptych.verifier.wire.Value;
import dev.triptych.verifier.wire.WireException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ReportTest {
    @Test
    void cutsWhatAMessageSaysHoweverLongItIs() {
        String forged = Report.said(("u" + "x".repeat(19 << 20)).getBytes(StandardCharsets.UTF_8));
        assertThat(forged).hasSize(8_001).startsWith("xxx").endsWith("…");
    }

    @Test
    void leavesWhatTheHarnessSaysAsItIs() throws WireException {
        String longest = "ü".repeat(8_000);
        assertThat(Report.said(new Value.Str(longest.getBytes(StandardCharsets.UTF_8))))
                .isEqualTo(longest);
        assertThat(Report.said(new byte[] {'u'})).isEmpty();
    }
}
