package dev.triptych.cli.supervise;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A process that cannot be mistaken for a later one with the same number.
 *
 * @param pid its number
 * @param startTicks when it started, in clock ticks since boot (field 22 of {@code /proc/<pid>/stat})
 */
public record ProcessIdentity(long pid, long startTicks) {

    /** The process that has this number now, unless it is gone or waits only to be reaped. */
    public static Optional<ProcessIdentity> of(long pid) {
        return read(pid).map(stat -> new ProcessIdentity(pid, stat.startTicks()));
    }

    /** This process. */
    public static ProcessIdentity self() {
        return of(ProcessHandle.current().pid()).orElseThrow();
    }

    public boolean alive() {
        return of(pid).filter(this::equals).isPresent();
    }

    /** Asks it to end (SIGTERM). Does nothing if it is gone, or if its number is another process's now. */
    public void terminate() {
        handle().ifPresent(ProcessHandle::destroy);
    }

    /** Ends it at once (SIGKILL), under the same care. */
    public void kill() {
        handle().ifPresent(ProcessHandle::destroyForcibly);
    }

    private Optional<ProcessHandle> handle() {
        return alive() ? ProcessHandle.of(pid) : Optional.empty();
    }

    static Optional<Stat> read(long pid) {
        try {
            return parse(
                    Files.readString(Path.of("/proc/" + pid + "/stat"), java.nio.charset.StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            return Optional.empty(); // it ended
        }
    }

    /** Reads a line of {@code /proc/<pid>/stat}; the name in it may hold spaces and brackets. Zombies are absent. */
    static Optional<Stat> parse(String line) {
        String[] fields = line.substring(line.lastIndexOf(')') + 2).strip().split(" ");
        boolean dead = fields[0].equals("Z") || fields[0].equals("X");
        return dead ? Optional.empty() : Optional.of(new Stat(Long.parseLong(fields[3]), Long.parseLong(fields[19])));
    }

    /** What we need of a process's status line. */
    record Stat(long session, long startTicks) {}
}
