package dev.triptych.store.roles;

import java.util.Set;

/**
 * What one role may do with one table or function.
 *
 * @param object a table, or a function where the verb is {@code EXECUTE}; {@link #EVERY_TABLE} means every table of
 *     the schema except Flyway's history, which may only be read
 */
public record Grant(String role, String schema, String object, Set<Verb> verbs) {
    /** In place of a table's name. */
    public static final String EVERY_TABLE = "*";

    public Grant {
        verbs = Set.copyOf(verbs);
        if (verbs.isEmpty()) {
            throw new IllegalArgumentException(role + " on " + schema + "." + object + ": no verb");
        }
        if (verbs.contains(Verb.EXECUTE) && verbs.size() > 1) {
            throw new IllegalArgumentException(role + " on " + schema + "." + object + ": a function is only executed");
        }
    }

    /** Whether the object is a function. */
    public boolean onFunction() {
        return verbs.contains(Verb.EXECUTE);
    }

    /** Postgres' privileges that we hand out. */
    public enum Verb {
        SELECT,
        INSERT,
        UPDATE,
        DELETE,
        EXECUTE
    }
}
