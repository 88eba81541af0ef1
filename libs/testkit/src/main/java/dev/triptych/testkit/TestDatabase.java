package dev.triptych.testkit;

import dev.triptych.store.PostgresArtifacts;
import dev.triptych.store.StoreBeans;
import dev.triptych.store.roles.Grants;
import dev.triptych.store.roles.RoleApplication;
import dev.triptych.store.schema.Migrations;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A real Postgres with every migration and grant of the repository. One server serves all tests of a JVM and dies with
 * it; each {@code TestDatabase} is a database of its own in it. No Docker.
 */
public final class TestDatabase implements AutoCloseable {
    private static final String TEMPLATE = "triptych_template";
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final EmbeddedPostgres server;
    private final String name;

    private TestDatabase(EmbeddedPostgres server, String name) {
        this.server = server;
        this.name = name;
    }

    /** A new, migrated, empty database. */
    public static TestDatabase create() {
        EmbeddedPostgres server = Server.RUNNING;
        String name = "triptych_" + COUNT.incrementAndGet();
        Jdbi admin = StoreBeans.over(server.getPostgresDatabase());
        admin.useHandle(handle -> handle.execute("create database " + name + " template " + TEMPLATE));
        TestDatabase database = new TestDatabase(server, name);
        new RoleApplication(database.owner()).apply(passwords());
        return database;
    }

    /** For {@code quarkus.datasource.jdbc.url}. */
    public String url() {
        return "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/" + name;
    }

    /** The password of a role of {@link Grants}. */
    public String password(String role) {
        return role + "-password";
    }

    /** Connections as {@code role}, with exactly its grants. */
    public DataSource dataSource(String role) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setURL(url());
        dataSource.setUser(role);
        dataSource.setPassword(password(role));
        return dataSource;
    }

    /** Jdbi as {@code role}, with exactly its grants. */
    public Jdbi jdbi(String role) {
        return StoreBeans.over(dataSource(role));
    }

    /** Jdbi as the owner, for what no service may do. */
    public Jdbi owner() {
        return StoreBeans.over(server.getDatabase("postgres", name));
    }

    /** The artifacts as {@code role} sees them. */
    public PostgresArtifacts artifacts(String role) {
        return new PostgresArtifacts(jdbi(role));
    }

    /** Drops the database, with whoever is still connected to it. */
    @Override
    public void close() {
        StoreBeans.over(server.getPostgresDatabase())
                .useHandle(handle -> handle.execute("drop database if exists " + name + " with (force)"));
    }

    private static Map<String, String> passwords() {
        return Grants.ROLES.stream().collect(Collectors.toMap(Function.identity(), role -> role + "-password"));
    }

    /** Started when the first test asks; the library stops it with the JVM. */
    private static final class Server {
        static final EmbeddedPostgres RUNNING = start();

        private static EmbeddedPostgres start() {
            try {
                EmbeddedPostgres server = EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "off")
                        .setServerConfig("synchronous_commit", "off")
                        .setServerConfig("max_connections", "200")
                        .start();
                StoreBeans.over(server.getPostgresDatabase())
                        .useHandle(handle -> handle.execute("create database " + TEMPLATE));
                new Migrations(Repository.migrationFolders()).run(server.getDatabase("postgres", TEMPLATE));
                return server;
            } catch (IOException e) {
                throw new UncheckedIOException("the embedded Postgres does not start", e);
            }
        }
    }
}
