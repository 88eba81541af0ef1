package dev.triptych.migrate;

import dev.triptych.store.StoreBeans;
import dev.triptych.store.roles.RoleApplication;
import dev.triptych.store.schema.Migrations;
import java.io.IOException;
import java.io.PrintStream;
import java.sql.SQLException;
import java.util.Arrays;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.JdbiException;

/**
 * Brings the database up to date as its owner: makes it if it is missing, runs every migration, then makes the roles and
 * their grants what the table says. Doing it again changes nothing.
 */
public final class Main {
    static final int OK = 0;
    static final int USAGE = 2;
    static final int ENVIRONMENT = 3;

    private static final String USAGE_TEXT = "usage: migrate --url jdbc:postgresql://HOST:PORT/DATABASE --user OWNER"
            + " --password-file FILE --roles-file FILE --locations DIR[,DIR...]";

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(run(arguments, System.out, System.err));
    }

    /** Returns the exit code; says what went wrong in one line on {@code err}. */
    static int run(String[] arguments, PrintStream out, PrintStream err) {
        if (Arrays.asList(arguments).contains("--help")) {
            out.println(USAGE_TEXT);
            return OK;
        }
        Options options;
        try {
            options = Options.parse(arguments);
        } catch (IllegalArgumentException e) {
            err.println("migrate: " + e.getMessage() + "; " + USAGE_TEXT);
            return USAGE;
        }
        try {
            migrate(options, out);
            return OK;
        } catch (IllegalArgumentException | IllegalStateException | IOException e) {
            err.println("migrate: " + oneLine(e));
        } catch (SQLException | FlywayException | JdbiException e) {
            err.println("migrate: " + options.url() + ": " + oneLine(root(e)));
        }
        return ENVIRONMENT;
    }

    private static void migrate(Options options, PrintStream out) throws IOException, SQLException {
        Migrations migrations = new Migrations(options.locations());
        Owner owner = new Owner(options.url(), options.user(), options.password());
        owner.createDatabaseIfMissing();
        migrations.run(owner);
        new RoleApplication(StoreBeans.over(owner)).apply(options.rolePasswords());
        out.println("migrated: " + String.join(", ", migrations.schemas()));
    }

    private static Throwable root(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    private static String oneLine(Throwable failure) {
        String message = failure.getMessage() == null ? failure.toString() : failure.getMessage();
        return message.strip().replaceAll("\\s*\\R\\s*", " | ");
    }
}
