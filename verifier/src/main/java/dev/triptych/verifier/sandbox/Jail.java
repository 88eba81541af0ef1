package dev.triptych.verifier.sandbox;

import java.nio.ByteBuffer;
import java.util.List;

/** One jail of a run: what it is told and what it says. Everything it says is untrusted. */
public final class Jail {
    private static final int FRAME_BYTES_MAX = 20 << 20;

    private final Run run;
    private final Role role;
    private final int index;
    private final Output stdout;
    private final Output stderr;
    private final FrameCutter frames = new FrameCutter(FRAME_BYTES_MAX);

    Jail(Run run, Role role, int index, int keptBytes) {
        this.run = run;
        this.role = role;
        this.index = index;
        this.stdout = new Output(keptBytes);
        this.stderr = new Output(keptBytes);
    }

    /** What the program printed on its stdout so far. */
    public Output stdout() {
        return stdout;
    }

    /** What the program printed on its stderr so far. */
    public Output stderr() {
        return stderr;
    }

    /** Sends a frame without waiting for it to be read: a jail that does not read must not hold up its judge. */
    public void send(byte[] payload) {
        send(List.of(payload));
    }

    /** Sends several frames in one piece. */
    public void send(List<byte[]> payloads) {
        int size = payloads.stream()
                .mapToInt(payload -> Integer.BYTES + payload.length)
                .sum();
        ByteBuffer data = ByteBuffer.allocate(size);
        payloads.forEach(payload -> data.putInt(payload.length).put(payload));
        run.tell(this, data.array());
    }

    Role role() {
        return role;
    }

    int index() {
        return index;
    }

    /** Used by the supervisor's reader only. */
    FrameCutter frames() {
        return frames;
    }
}
