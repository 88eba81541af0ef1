package dev.triptych.store.roles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.triptych.testkit.TestDatabase;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class GrantsIT {
    private static TestDatabase database;

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @Test
    void appliesExactlyTheTable() {
        assertThat(granted()).isEqualTo(stated());
    }

    @Test
    void takesBackWhatTheTableDoesNotSay() {
        // Given
        database.owner().useHandle(handle -> {
            handle.execute("grant select on artifact.body to triptych_verify");
            handle.execute("grant execute on function artifact.get(bytea) to public");
            handle.execute("create table if not exists public.leftover (a int)");
            handle.execute("grant all on schema public to public");
        });
        // When
        apply();
        // Then
        assertThat(granted()).isEqualTo(stated());
        assertThatThrownBy(() -> query(Grants.VERIFY, "select 1 from public.leftover"))
                .hasMessageContaining("permission denied");
    }

    @Test
    void letsNoServiceCreateTables() {
        assertThatThrownBy(() -> database.jdbi(Grants.FACTORY)
                        .useHandle(handle -> handle.execute("create table artifact.mine (a int)")))
                .isInstanceOf(JdbiException.class)
                .hasMessageContaining("permission denied");
    }

    @Test
    void keepsTheVerifierOutOfEverySchemaButArtifact() {
        assertThat(Grants.schemasOf(Grants.VERIFY)).containsExactly("artifact");
    }

    @Test
    void keepsServicesOutOfEachOthersSchemas() {
        assertThat(Grants.schemasOf(Grants.QUESTION)).containsExactly("artifact", "question", "teacher");
        assertThat(Grants.schemasOf(Grants.FACTORY)).containsExactly("artifact", "factory", "teacher");
        assertThat(Grants.schemasOf(Grants.SOLUTION)).containsExactly("artifact", "teacher");
        assertThat(Grants.schemasOf(Grants.TEST)).containsExactly("artifact", "teacher");
        assertThat(Grants.schemasOf(Grants.REWRITE)).containsExactly("artifact", "teacher");
    }

    @Test
    void refusesRolesThatAreMissingOrUnknown() {
        RoleApplication application = new RoleApplication(database.owner());

        assertThatThrownBy(() -> application.apply(Map.of()))
                .hasMessage("roles file: no password for triptych_question");
        Map<String, String> more = Grants.ROLES.stream().collect(Collectors.toMap(role -> role, database::password));
        more.put("triptych_guest", "x");
        assertThatThrownBy(() -> application.apply(more)).hasMessage("roles file: unknown role triptych_guest");
    }

    @Test
    void takesAnyPassword() {
        Map<String, String> odd =
                Grants.ROLES.stream().collect(Collectors.toMap(role -> role, role -> "a'b:c?d\\e\"f" + role));

        new RoleApplication(database.owner()).apply(odd);

        assertThat(authenticates(Grants.VERIFY)).isTrue();
        apply();
    }

    private boolean authenticates(String role) {
        // The embedded server trusts local connections, so the stored verifier is what can be looked at.
        return database.owner().withHandle(handle -> handle.createQuery(
                        "select rolpassword like 'SCRAM-SHA-256$%' from pg_authid where rolname = :role")
                .bind("role", role)
                .mapTo(Boolean.class)
                .one());
    }

    private static void apply() {
        new RoleApplication(database.owner())
                .apply(Grants.ROLES.stream().collect(Collectors.toMap(role -> role, database::password)));
    }

    private static void query(String role, String sql) {
        database.jdbi(role)
                .withHandle(handle -> handle.createQuery(sql).mapToMap().list());
    }

    /** What Postgres enforces, one line a privilege. */
    private static Set<String> granted() {
        List<String> lines = database.owner()
                .withHandle(
                        handle -> handle.createQuery("""
                        select r.rolname || ' ' || n.nspname || '.' || c.relname || ' ' || p.verb
                        from pg_class c join pg_namespace n on n.oid = c.relnamespace
                        cross join unnest(array['SELECT','INSERT','UPDATE','DELETE','TRUNCATE','REFERENCES','TRIGGER']) p(verb)
                        join pg_roles r on r.rolname like 'triptych\\_%'
                        where c.relkind = 'r' and n.nspname not like 'pg\\_%' and n.nspname <> 'information_schema'
                          and has_table_privilege(r.oid, c.oid, p.verb)
                        union all
                        select r.rolname || ' ' || n.nspname || '.' || f.proname || ' EXECUTE'
                        from pg_proc f join pg_namespace n on n.oid = f.pronamespace
                        join pg_roles r on r.rolname like 'triptych\\_%'
                        where n.nspname not like 'pg\\_%' and n.nspname <> 'information_schema'
                          and has_function_privilege(r.oid, f.oid, 'EXECUTE')""").mapTo(String.class).list());
        return new TreeSet<>(lines);
    }

    /** What the table says. */
    private static Set<String> stated() {
        Set<String> lines = new TreeSet<>();
        Grants.ALL.forEach(grant -> grant.verbs()
                .forEach(verb ->
                        lines.add(grant.role() + " " + grant.schema() + "." + grant.object() + " " + verb.name())));
        return lines;
    }
}
