package dev.triptych.verifier.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrameCutterTest {
    private static final int FRAME_BYTES_MAX = 100;
    private final FrameCutter frames = new FrameCutter(FRAME_BYTES_MAX);
    private final List<byte[]> cut = new ArrayList<>();

    @Test
    void cutsFramesWhereverTheirPiecesEnd() {
        byte[] stream = ByteBuffer.allocate(13)
                .putInt(2)
                .put(new byte[] {1, 2})
                .putInt(3)
                .put(new byte[] {3, 4, 5})
                .array();
        for (byte piece : stream) {
            assertThat(frames.cut(new byte[] {piece}, cut::add)).isTrue();
        }
        assertThat(cut).containsExactly(new byte[] {1, 2}, new byte[] {3, 4, 5});
    }

    @Test
    void givesEmptyFrames() {
        assertThat(frames.cut(new byte[8], cut::add)).isTrue();
        assertThat(cut).containsExactly(new byte[0], new byte[0]);
    }

    @Test
    void refusesWhatFollowsAFrameThatIsTooLarge() {
        for (int size : new int[] {FRAME_BYTES_MAX + 1, Integer.MAX_VALUE, -1, Integer.MIN_VALUE}) {
            FrameCutter fresh = new FrameCutter(FRAME_BYTES_MAX);
            byte[] announced = ByteBuffer.allocate(4).putInt(size).array();
            assertThat(fresh.cut(announced, cut::add)).isFalse();
            assertThat(fresh.cut(new byte[64], cut::add)).isFalse();
        }
        assertThat(cut).isEmpty();
    }
}
