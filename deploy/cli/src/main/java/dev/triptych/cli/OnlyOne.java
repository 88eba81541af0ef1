package dev.triptych.cli;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file that one process at a time may hold; let go of by its end, however it ends. */
final class OnlyOne implements AutoCloseable {
    private final FileChannel channel;

    private OnlyOne(FileChannel channel) {
        this.channel = channel;
    }

    static OnlyOne take(Path file, String elseSay) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (channel.tryLock() == null) {
            channel.close();
            throw CliException.environment(elseSay + " (" + file + ")");
        }
        return new OnlyOne(channel);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
