package dev.triptych.cli.stack;

import dev.triptych.cli.CliException;
import dev.triptych.cli.Home;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Held while a stack is brought up or down, so that two commands do not fight over it. */
final class StackLock implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration TICK = Duration.ofMillis(200);

    private final FileChannel channel;

    private StackLock(FileChannel channel) {
        this.channel = channel;
    }

    static StackLock take(Home home) throws IOException, InterruptedException {
        FileChannel channel = FileChannel.open(home.lockFile(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        Instant deadline = Instant.now().plus(PATIENCE);
        @Nullable FileLock lock = channel.tryLock();
        while (lock == null) {
            if (Instant.now().isAfter(deadline)) {
                channel.close();
                throw CliException.environment("Another ./triptych up or down has been at work on " + home.state()
                        + " for " + PATIENCE.toMinutes() + " minutes: wait for it, or end it");
            }
            Thread.sleep(TICK);
            lock = channel.tryLock();
        }
        return new StackLock(channel);
    }

    @Override
    public void close() throws IOException {
        channel.close(); // lets go of the lock
    }
}
