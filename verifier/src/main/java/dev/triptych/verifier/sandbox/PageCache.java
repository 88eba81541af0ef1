package dev.triptych.verifier.sandbox;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

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

    private static final long FILE_BYTES_MAX = 1L << 30;

    private final Supplier<List<Path>> names;
    private final AtomicLong due = new AtomicLong();
    private volatile List<Path> files = List.of();

    /** @param names asked once; what does not exist, yet, is left out */
    PageCache(Supplier<List<Path>> names) {
        this.names = names;
    }

    /** Before the files are needed. The first time it reads them; later others do, some time after the last time. */
    void keep() {
        if (files.isEmpty()) {
            first();
            return;
        }
        long at = due.get();
        if (System.nanoTime() - at >= 0 && due.compareAndSet(at, System.nanoTime() + AGAIN.toNanos())) {
            Thread.ofPlatform().daemon().name("page-cache").start(this::read);
        }
    }

    private synchronized void first() {
        if (files.isEmpty()) {
            List<Path> named = names.get();
            due.set(System.nanoTime() + AGAIN.toNanos());
            named.forEach(PageCache::read);
            files = named;
        }
    }

    private void read() {
        files.forEach(PageCache::read);
    }

    private static void read(Path file) {
        if (!Files.isRegularFile(file)) {
            return;
        }
        // Not copied, and not part of the service's memory for longer than this.
        try (FileChannel channel = FileChannel.open(file);
                Arena arena = Arena.ofConfined()) {
            channel.map(FileChannel.MapMode.READ_ONLY, 0, Math.min(channel.size(), FILE_BYTES_MAX), arena)
                    .load();
        } catch (IOException e) {
            LOG.debugf("a file is read by each jail for itself: file=%s reason=%s", file, e.getMessage());
        }
    }
}
