package dev.triptych.cli.stack;

import dev.triptych.cli.Home;
import dev.triptych.cli.supervise.JsonFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/** Passwords and tokens: drawn once, kept in files that only their owner reads, never on a command line. */
final class Secrets {
    /** The roles that services log in with. */
    static final List<String> ROLES = List.of(
            "triptych_question",
            "triptych_solution",
            "triptych_test",
            "triptych_verify",
            "triptych_rewrite",
            "triptych_factory");

    private static final int BYTES = 24;

    private final Home home;
    private final SecureRandom random = new SecureRandom();

    Secrets(Home home) {
        this.home = home;
    }

    /** The token of the API, in its file. */
    Path apiToken() {
        secret(home.tokenFile());
        return home.tokenFile();
    }

    /** The password of the owner of the database, in its file. */
    Path ownerPassword() {
        Path file = home.config().resolve("postgres-owner.password");
        secret(file);
        return file;
    }

    String rolePassword(String role) {
        return secret(home.config().resolve(role + ".password"));
    }

    /** All roles with their passwords, as the migration wants them. */
    Path rolesFile() {
        Path file = home.config().resolve("roles.properties");
        String text =
                ROLES.stream().map(role -> role + "=" + rolePassword(role)).collect(Collectors.joining("\n", "", "\n"));
        JsonFile.writeText(file, text);
        return file;
    }

    private String secret(Path file) {
        try {
            if (!Files.exists(file)) {
                byte[] bytes = new byte[BYTES];
                random.nextBytes(bytes);
                JsonFile.writeText(file, HexFormat.of().formatHex(bytes));
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
    }
}
