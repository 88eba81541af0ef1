package dev.triptych.verifier.program;

import dev.triptych.verifier.queue.Key;
import dev.triptych.verifier.sandbox.SandboxException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Compiled programs on disk, each a file named for everything that went into it. A file is written aside and moved to
 * its name, so that services that share the folder never see half of one; it begins with the SHA-256 of its name and
 * content, and one that does not agree is removed and made again. A folder that fails costs time, never a verdict.
 */
public final class BinaryFolder {
    private static final Logger LOG = Logger.getLogger(BinaryFolder.class);
    private static final int MAGIC = 0x54524231;
    private static final int SHA_BYTES = 32;
    private static final String SUFFIX = ".bin";
    private static final String PART = ".part";
    /** What a file costs beside its bytes, and a directory entry. */
    private static final long OVERHEAD_BYTES = 4_096;
    /** Where to stop removing, so that not every new file has others removed. */
    private static final double FULL = 0.9;

    private static final Duration PART_AGE_MAX = Duration.ofHours(1);

    private final Path folder;
    private final long bytesMax;
    private final AtomicLong bytes = new AtomicLong();

    private BinaryFolder(Path folder, long bytesMax) {
        this.folder = folder;
        this.bytesMax = bytesMax;
    }

    /**
     * @param bytesMax of all files; a little more for a moment
     * @throws SandboxException when it cannot be made, or others may write in it
     */
    public static BinaryFolder open(Path folder, long bytesMax) {
        String property = "triptych.verifier.compile.folder: " + folder;
        try {
            if (Files.notExists(folder)) {
                Files.createDirectories(
                        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            String permissions = PosixFilePermissions.toString(Files.getPosixFilePermissions(folder));
            if (!permissions.endsWith("------") || !Files.isWritable(folder)) {
                throw new SandboxException(property + " must be ours alone (rwx------), is " + permissions);
            }
            BinaryFolder opened = new BinaryFolder(folder.toRealPath(), bytesMax);
            opened.sweep();
            return opened;
        } catch (IOException e) {
            throw new SandboxException(property + " cannot be used: " + e.getMessage(), e);
        }
    }

    /** What was made of this before. */
    Optional<Compiled> find(Key key) {
        Path file = file(key);
        try {
            byte[] content = Files.readAllBytes(file);
            Optional<Compiled> found = read(key, content);
            if (found.isEmpty()) {
                LOG.warnf("a kept program is damaged and is made again: key=%s", key.sha256());
                Files.deleteIfExists(file);
                return found;
            }
            Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
            return found;
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            LOG.warnf("a kept program cannot be read: key=%s reason=%s", key.sha256(), e.getMessage());
            return Optional.empty();
        }
    }

    /** Keeps it if it is a program; a compiler that refused is asked again. */
    void keep(Key key, Compiled made) {
        if (made.binary().isEmpty()) {
            return;
        }
        byte[] content = written(key, made);
        Path part = folder.resolve(UUID.randomUUID() + PART);
        try {
            Files.write(part, content);
            Files.move(part, file(key), StandardCopyOption.ATOMIC_MOVE);
            if (bytes.addAndGet(content.length + OVERHEAD_BYTES) > bytesMax) {
                sweep();
            }
        } catch (FileAlreadyExistsException e) {
            // Another service was faster, with the same.
        } catch (IOException e) {
            LOG.warnf("a program cannot be kept: key=%s reason=%s", key.sha256(), e.getMessage());
        } finally {
            remove(part);
        }
    }

    private Path file(Key key) {
        return folder.resolve(key.sha256() + SUFFIX);
    }

    /** A file with what it was when we looked. */
    private record Seen(Path path, long bytes, Instant used) {}

    /** Counts what is there, other services' too, and removes the oldest of it where it is too much. */
    private synchronized void sweep() throws IOException {
        List<Seen> files = new ArrayList<>();
        Instant now = Instant.now();
        try (Stream<Path> all = Files.list(folder)) {
            for (Path path : all.toList()) {
                seen(path, now).ifPresent(files::add);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        long sum = files.stream().mapToLong(Seen::bytes).sum();
        if (sum > bytesMax) {
            files.sort(Comparator.comparing(Seen::used));
            for (Seen oldest : files) {
                if (sum <= bytesMax * FULL) {
                    break;
                }
                remove(oldest.path());
                sum -= oldest.bytes();
            }
        }
        bytes.set(sum);
    }

    private static Optional<Seen> seen(Path path, Instant now) throws IOException {
        String name = path.getFileName().toString();
        try {
            Instant used = Files.getLastModifiedTime(path).toInstant();
            if (name.endsWith(PART) && used.isBefore(now.minus(PART_AGE_MAX))) {
                remove(path);
                return Optional.empty();
            }
            return name.endsWith(SUFFIX)
                    ? Optional.of(new Seen(path, Files.size(path) + OVERHEAD_BYTES, used))
                    : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private static void remove(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            LOG.warnf("a file cannot be removed: path=%s reason=%s", path, e.getMessage());
        }
    }

    private static byte[] written(Key key, Compiled made) {
        byte[] program = made.binary().orElseThrow();
        byte[] said = made.compile().stderr();
        ByteBuffer body = ByteBuffer.allocate(Integer.BYTES * 3 + Long.BYTES * 3 + said.length + program.length);
        body.putInt(MAGIC)
                .putInt(made.part().ordinal())
                .putLong(made.compile().cpu().toNanos())
                .putLong(made.compile().wall().toNanos())
                .putDouble(made.compile().peakMemoryMib())
                .putInt(said.length)
                .put(said)
                .put(program);
        byte[] sha = sha256(key, body.array());
        return ByteBuffer.allocate(sha.length + body.capacity())
                .put(sha)
                .put(body.array())
                .array();
    }

    private static Optional<Compiled> read(Key key, byte[] content) {
        if (content.length < SHA_BYTES) {
            return Optional.empty();
        }
        byte[] body = Arrays.copyOfRange(content, SHA_BYTES, content.length);
        if (!MessageDigest.isEqual(sha256(key, body), Arrays.copyOf(content, SHA_BYTES))) {
            return Optional.empty();
        }
        ByteBuffer data = ByteBuffer.wrap(body);
        try {
            if (data.getInt() != MAGIC) {
                return Optional.empty();
            }
            Compiled.Part part = Compiled.Part.values()[data.getInt()];
            Duration cpu = Duration.ofNanos(data.getLong());
            Duration wall = Duration.ofNanos(data.getLong());
            double peakMemoryMib = data.getDouble();
            byte[] said = new byte[data.getInt()];
            data.get(said);
            byte[] program = new byte[data.remaining()];
            data.get(program);
            Execution compile = new Execution(
                    Ending.EXITED, OptionalInt.of(0), OptionalInt.empty(), new byte[0], said, cpu, wall, peakMemoryMib);
            return Optional.of(new Compiled(part, compile, Optional.of(program)));
        } catch (BufferUnderflowException | IndexOutOfBoundsException | NegativeArraySizeException e) {
            // Written by another version of us.
            return Optional.empty();
        }
    }

    private static byte[] sha256(Key key, byte[] body) {
        return HexFormat.of().parseHex(Key.of(key.sha256()).add(body).key().sha256());
    }
}
