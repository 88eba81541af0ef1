package dev.triptych.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triptych.store.roles.Grants;
import dev.triptych.testkit.Repository;
import dev.triptych.testkit.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainIT {
    private static TestDatabase server;

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private Path password;
    private Path roles;

    @BeforeAll
    static void start() {
        server = TestDatabase.create();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void writeSecrets() throws Exception {
        password = Files.writeString(folder.resolve("password"), "postgres\n");
        roles = Files.writeString(
                folder.resolve("roles"),
                Grants.ROLES.stream()
                        .map(role -> role + "=" + server.password(role))
                        .collect(Collectors.joining("\n")));
    }

    @Test
    void makesADatabaseFromNothingAndDoingItAgainChangesNothing() {
        String url = url("from_nothing");

        assertThat(run("--url", url, "--locations", locations()))
                .as(err.toString())
                .isZero();
        assertThat(out.toString()).startsWith("migrated: artifact, teacher, ");
        out.reset();
        assertThat(run("--url", url, "--locations", locations()))
                .as(err.toString())
                .isZero();
        assertThat(err.toString()).isEmpty();
        server.owner().useHandle(handle -> handle.execute("drop database from_nothing"));
    }

    @Test
    void saysInOneLineThatPostgresIsAbsent() {
        assertThat(run("--url", "jdbc:postgresql://127.0.0.1:1/triptych", "--locations", locations()))
                .isEqualTo(Main.ENVIRONMENT);

        assertThat(lines()).hasSize(1).first().asString().contains("jdbc:postgresql://127.0.0.1:1/triptych");
    }

    @Test
    void saysInOneLineThatAFolderIsMissing() {
        assertThat(run("--url", url("any"), "--locations", "/nowhere/db/artifact"))
                .isEqualTo(Main.ENVIRONMENT);

        assertThat(lines()).containsExactly("migrate: locations: no folder /nowhere/db/artifact");
    }

    @Test
    void saysInOneLineThatARoleHasNoPassword() throws Exception {
        Files.writeString(roles, "triptych_question=x\n");

        assertThat(run("--url", url("short_of_roles"), "--locations", locations()))
                .isEqualTo(Main.ENVIRONMENT);

        assertThat(lines()).containsExactly("migrate: roles file: no password for triptych_solution");
        server.owner().useHandle(handle -> handle.execute("drop database short_of_roles"));
    }

    @Test
    void saysInOneLineThatAMigrationDoesNotRun() throws Exception {
        Path broken = Files.createDirectories(folder.resolve("db/broken"));
        Files.writeString(broken.resolve("V1__wrong.sql"), "create tabel broken.x (a int);");

        assertThat(run("--url", url("broken"), "--locations", broken.toString()))
                .isEqualTo(Main.ENVIRONMENT);

        assertThat(lines()).hasSize(1).first().asString().contains("syntax error");
        server.owner().useHandle(handle -> handle.execute("drop database broken"));
    }

    @Test
    void namesTheOptionThatIsMissingOrUnknown() {
        assertThat(Main.run(new String[] {"--url"}, print(out), print(err))).isEqualTo(Main.USAGE);
        assertThat(Main.run(new String[] {"--lokations", "x"}, print(out), print(err)))
                .isEqualTo(Main.USAGE);
        assertThat(Main.run(new String[0], print(out), print(err))).isEqualTo(Main.USAGE);

        assertThat(err.toString()).contains("--url wants a value", "unknown option --lokations", "--url is missing");
    }

    private int run(String... more) {
        Stream<String> common = Stream.of(
                "--user", "postgres", "--password-file", password.toString(), "--roles-file", roles.toString());
        return Main.run(Stream.concat(common, Arrays.stream(more)).toArray(String[]::new), print(out), print(err));
    }

    private List<String> lines() {
        return err.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private static String url(String database) {
        return server.url().replaceFirst("/[^/]*$", "/" + database);
    }

    private static String locations() {
        return Repository.migrationFolders().stream().map(Path::toString).collect(Collectors.joining(","));
    }

    private static PrintStream print(ByteArrayOutputStream out) {
        return new PrintStream(out, true, StandardCharsets.UTF_8);
    }
}
