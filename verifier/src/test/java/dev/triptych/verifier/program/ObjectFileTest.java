package dev.triptych.verifier.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

class ObjectFileTest {
    private static final int FUNCTION = 2;
    private static final int RESOLVED_AT_LOAD = 10;

    @Test
    void findsWhatRunsWhileAProgramIsLoaded() {
        assertThat(ObjectFile.runsWhileLoaded(object(FUNCTION, 1))).isFalse();
        assertThat(ObjectFile.runsWhileLoaded(object(RESOLVED_AT_LOAD, 1))).isTrue();
        assertThat(ObjectFile.runsWhileLoaded(object(0x10 | RESOLVED_AT_LOAD, 1)))
                .isTrue();
    }

    @Test
    void trustsNoFileThatNoCompilerWrites() {
        assertThat(ObjectFile.runsWhileLoaded(new byte[0])).isTrue();
        assertThat(ObjectFile.runsWhileLoaded(object(FUNCTION, 1L << 40))).isTrue();
        assertThat(ObjectFile.runsWhileLoaded(object(FUNCTION, Long.MAX_VALUE / 24)))
                .isTrue();
    }

    /** A header, one section, and its table of one symbol of this kind. */
    private static byte[] object(int kind, long symbols) {
        ByteBuffer file = ByteBuffer.allocate(64 + 64 + 24).order(ByteOrder.LITTLE_ENDIAN);
        file.putLong(40, 64).putShort(60, (short) 1);
        file.putInt(64 + 4, 2).putLong(64 + 24, 128).putLong(64 + 32, symbols * 24);
        file.put(128 + 4, (byte) kind);
        return file.array();
    }
}
