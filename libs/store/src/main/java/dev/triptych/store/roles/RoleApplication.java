package dev.triptych.store.roles;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Makes the roles and their privileges what {@link Grants} says, as the owner: creates missing roles, sets passwords,
 * revokes everything in our schemas and grants the table's rows. One transaction, so a running service never sees it
 * half done.
 */
public final class RoleApplication {
    /** Serialises two migrations that run at once. */
    private static final long LOCK = 0x7472697074796368L;

    private final Jdbi owner;

    public RoleApplication(Jdbi owner) {
        this.owner = owner;
    }

    /**
     * Applies the table to the schemas that exist.
     *
     * @param passwords one for each role of {@link Grants#ROLES}, and no other
     * @throws IllegalArgumentException when the roles do not match, or a grant names an object that does not exist
     */
    public void apply(Map<String, String> passwords) {
        for (String role : Grants.ROLES) {
            if (passwords.getOrDefault(role, "").isBlank()) {
                throw new IllegalArgumentException("roles file: no password for " + role);
            }
        }
        for (String role : passwords.keySet()) {
            if (!Grants.ROLES.contains(role)) {
                throw new IllegalArgumentException("roles file: unknown role " + role);
            }
        }
        owner.useTransaction(handle -> {
            handle.execute("select pg_advisory_xact_lock(?)", LOCK);
            Grants.ROLES.forEach(role -> login(handle, role, passwords.getOrDefault(role, "")));
            revokeAll(handle);
            Grants.ROLES.forEach(role -> grantAll(handle, role));
        });
    }

    private static void login(Handle handle, String role, String password) {
        boolean exists = handle.createQuery("select exists (select from pg_roles where rolname = :role)")
                .bind("role", role)
                .mapTo(Boolean.class)
                .one();
        // DDL takes no parameters: format() quotes on the server.
        String statement = handle.createQuery(
                        "select format(cast(:form as text), cast(:role as text), cast(:secret as text))")
                .bind(
                        "form",
                        (exists ? "alter" : "create")
                                + " role %I login nosuperuser nocreatedb nocreaterole noinherit password %L")
                .bind("role", role)
                .bind("secret", password)
                .mapTo(String.class)
                .one();
        // Not through Jdbi, whose exceptions show the statement, and with it the password.
        try (Statement plain = handle.getConnection().createStatement()) {
            plain.execute(statement);
        } catch (SQLException e) {
            throw new IllegalStateException("role " + role + " cannot be made: SQLSTATE " + e.getSQLState());
        }
    }

    private static void revokeAll(Handle handle) {
        String database = handle.createQuery("select quote_ident(current_database())")
                .mapTo(String.class)
                .one();
        String roles = String.join(", ", Grants.ROLES);
        handle.execute("revoke all on database " + database + " from public, " + roles);
        handle.execute("grant connect on database " + database + " to " + roles);
        handle.execute("revoke all on schema public from public, " + roles);
        for (String schema : schemas(handle)) {
            String everybody = " in schema " + schema + " from public, " + roles;
            handle.execute("revoke all on schema " + schema + " from public, " + roles);
            handle.execute("revoke all on all tables" + everybody);
            handle.execute("revoke all on all sequences" + everybody);
            handle.execute("revoke all on all functions" + everybody);
        }
    }

    private static void grantAll(Handle handle, String role) {
        Set<String> schemas = Grants.schemasOf(role);
        schemas.retainAll(schemas(handle));
        schemas.forEach(schema -> handle.execute("grant usage on schema " + schema + " to " + role));
        Grants.ALL.stream()
                .filter(grant -> grant.role().equals(role) && schemas.contains(grant.schema()))
                .forEach(grant -> statements(handle, grant).forEach(handle::execute));
    }

    private static List<String> statements(Handle handle, Grant grant) {
        String name = grant.schema() + "." + grant.object();
        if (grant.onFunction()) {
            List<String> functions = functions(handle, grant);
            if (functions.isEmpty()) {
                throw new IllegalArgumentException("grants: there is no function " + name);
            }
            return functions.stream()
                    .map(function -> "grant execute on function " + function + " to " + grant.role())
                    .toList();
        }
        String verbs = grant.verbs().stream()
                .map(verb -> verb.name().toLowerCase(Locale.ROOT))
                .sorted()
                .collect(Collectors.joining(", "));
        return List.of("grant " + verbs + " on table " + name + " to " + grant.role());
    }

    private static List<String> functions(Handle handle, Grant grant) {
        return handle.createQuery("""
                        select p.oid::regprocedure::text from pg_proc p join pg_namespace n on n.oid = p.pronamespace
                        where n.nspname = :schema and p.proname = :name""")
                .bind("schema", grant.schema())
                .bind("name", grant.object())
                .mapTo(String.class)
                .list();
    }

    private static List<String> schemas(Handle handle) {
        return handle.createQuery("""
                        select quote_ident(nspname) from pg_namespace
                        where nspname not like 'pg\\_%' and nspname not in ('information_schema', 'public') order by 1""").mapTo(String.class).list();
    }
}
