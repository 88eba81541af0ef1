package dev.triptych.cli.supervise;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Keeps each log below a bound: a full one is copied beside itself and emptied. Writers append, so they go on at the
 * new end; lines written between copy and emptying are lost.
 */
final class LogBound {
    static final long MAX_BYTES = 16L * 1024 * 1024;

    private final Path folder;

    LogBound(Path folder) {
        this.folder = folder;
    }

    void enforce() {
        try (var logs = Files.newDirectoryStream(folder, "*.log")) {
            for (Path log : logs) {
                if (Files.size(log) > MAX_BYTES) {
                    Files.copy(log, Path.of(log + ".1"), StandardCopyOption.REPLACE_EXISTING);
                    FileChannel.open(log, StandardOpenOption.WRITE).truncate(0).close();
                }
            }
        } catch (IOException e) {
            System.err.println("cannot bound the logs: " + e.getMessage());
        }
    }
}
