package dev.triptych.store.roles;

import static dev.triptych.store.roles.Grant.Verb.DELETE;
import static dev.triptych.store.roles.Grant.Verb.EXECUTE;
import static dev.triptych.store.roles.Grant.Verb.INSERT;
import static dev.triptych.store.roles.Grant.Verb.SELECT;
import static dev.triptych.store.roles.Grant.Verb.UPDATE;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Who may do what in the database: the one table. {@code migrate} applies exactly this and revokes the rest. A role is
 * the login of one service.
 */
public final class Grants {
    public static final String QUESTION = "triptych_question";
    public static final String SOLUTION = "triptych_solution";
    public static final String TEST = "triptych_test";
    public static final String VERIFY = "triptych_verify";
    public static final String REWRITE = "triptych_rewrite";
    public static final String FACTORY = "triptych_factory";

    /** Every role, in the order they are created. */
    public static final List<String> ROLES = List.of(QUESTION, SOLUTION, TEST, VERIFY, REWRITE, FACTORY);

    /** Everybody keeps and reads bodies by hash; nobody can list them. */
    private static final List<Grant> ARTIFACTS = forRoles(
            ROLES,
            new Row("artifact", "put", EXECUTE),
            new Row("artifact", "get", EXECUTE),
            new Row("artifact", "flyway_schema_history", SELECT));

    /** Those who ask teachers change the journal by its functions alone; only the factory opens gates and sets limits. */
    private static final List<Grant> JOURNAL = forRoles(
            List.of(QUESTION, SOLUTION, TEST, REWRITE),
            new Row("teacher", "change_calls", EXECUTE),
            new Row("teacher", "look_at", EXECUTE),
            new Row("teacher", "lose_calls", EXECUTE),
            new Row("teacher", "lose_dead_calls", EXECUTE),
            new Row("teacher", "stray_calls", EXECUTE),
            new Row("teacher", "lease", SELECT, INSERT, UPDATE, DELETE),
            new Row("teacher", "flyway_schema_history", SELECT));

    private static final List<Grant> ACCOUNTING = forRoles(
            List.of(FACTORY),
            new Row("teacher", "slot", SELECT),
            new Row("teacher", "call", SELECT),
            new Row("teacher", "lease", SELECT),
            new Row("teacher", "run_gate", SELECT, INSERT, UPDATE),
            new Row("teacher", "tenant_budget", SELECT, INSERT, UPDATE),
            new Row("teacher", "profile_stop", SELECT, DELETE),
            new Row("teacher", "flyway_schema_history", SELECT));

    /** Seeds and decisions are never changed or removed; only a source's count moves. */
    private static final List<Grant> QUESTIONS = forRoles(
            List.of(QUESTION),
            new Row("question", "seed_source", SELECT, INSERT, UPDATE),
            new Row("question", "seed", SELECT, INSERT),
            new Row("question", "pick", SELECT, INSERT),
            new Row("question", "question", SELECT, INSERT),
            new Row("question", "flyway_schema_history", SELECT));

    /** Nothing of the account is ever removed, and a triplet is never changed. */
    private static final List<Grant> ACCOUNT = forRoles(
            List.of(FACTORY),
            new Row("factory", "run", SELECT, INSERT, UPDATE),
            new Row("factory", "candidate", SELECT, INSERT, UPDATE),
            new Row("factory", "triplet", SELECT, INSERT),
            new Row("factory", "response", SELECT, INSERT),
            new Row("factory", "outbox", SELECT, INSERT, UPDATE),
            new Row("factory", "run_request", SELECT, INSERT, UPDATE),
            new Row("factory", "flyway_schema_history", SELECT));

    /** Every grant there is. */
    public static final List<Grant> ALL = concat(ARTIFACTS, JOURNAL, ACCOUNTING, QUESTIONS, ACCOUNT);

    private Grants() {}

    /** The schemas that {@code role} may look into. */
    public static Set<String> schemasOf(String role) {
        Set<String> schemas = new TreeSet<>();
        ALL.stream().filter(grant -> grant.role().equals(role)).forEach(grant -> schemas.add(grant.schema()));
        return schemas;
    }

    private static List<Grant> forRoles(List<String> roles, Row... rows) {
        return roles.stream()
                .flatMap(role -> Arrays.stream(rows).map(row -> row.forRole(role)))
                .toList();
    }

    @SafeVarargs
    private static List<Grant> concat(List<Grant>... lists) {
        List<Grant> all = new ArrayList<>();
        for (List<Grant> list : lists) {
            all.addAll(list);
        }
        return List.copyOf(all);
    }

    private record Row(String schema, String object, Set<Grant.Verb> verbs) {
        Row(String schema, String object, Grant.Verb... verbs) {
            this(schema, object, Set.of(verbs));
        }

        Grant forRole(String role) {
            return new Grant(role, schema, object, verbs);
        }
    }
}
