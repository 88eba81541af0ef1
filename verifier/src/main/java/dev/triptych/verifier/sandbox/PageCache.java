package dev.triptych.verifier.sandbox;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Files that programs in jails read, kept in the host's memory at the service's cost.
 *
 * <p>The kernel charges a page of a file to whoever reads it first, and what a jail was charged with is thrown away before
 * its control group is used again. A compiler that only jails read comes from the disk for every program anew.
 */
final class PageCache {
    private static final Logger LOG = Logger.getLogger(PageCache.class);
    /** The kernel takes pages back that were not read for long. */
    private static final Duration AGAIN = Duration.ofSeconds(30);

    private static final int CHUNK_BYTES = 1 << 20;

    private final Supplier<List<Path>> names;
    private volatile long due = System.nanoTime();
    private @Nullable List<Path> files;

    /** @param names asked once; what does not exist, yet, is left out, as is all where a tool does not answer */
    PageCache(Supplier<List<Path>> names) {
        this.names = names;
    }

    /**
     * Before the files are needed. Who comes while they are read waits: a jail that reads one first is charged with it.
     */
    void keep() {
        if (isDue()) {
            synchronized (this) {
                if (isDue()) {
                    files = files == null ? named() : files;
                    read(files);
                    due = System.nanoTime() + AGAIN.toNanos();
                }
            }
        }
    }

    private boolean isDue() {
        return System.nanoTime() - due >= 0;
    }

    private List<Path> named() {
        try {
            return names.get();
        } catch (SandboxException e) {
            LOG.warnf("what jails read is not kept in memory: reason=%s", e.getMessage());
            return List.of();
        }
    }

    private static void read(List<Path> files) {
        ByteBuffer buffer = ByteBuffer.allocate(CHUNK_BYTES);
        for (Path file : files) {
            if (Files.isRegularFile(file)) {
                read(file, buffer);
            }
        }
    }

    private static void read(Path file, ByteBuffer buffer) {
        try (FileChannel channel = FileChannel.open(file)) {
            int bytes;
            do {
                bytes = channel.read(buffer.clear());
            } while (bytes > 0);
        } catch (IOException e) {
            LOG.debugf("a file is read by each jail for itself: file=%s reason=%s", file, e.getMessage());
        }
    }
}
