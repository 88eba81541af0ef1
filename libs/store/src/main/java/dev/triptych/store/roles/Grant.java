package dev.triptych.store.roles;

import java.util.Set;

/**
 * What one role may do with one table or function.
 *
 * @param object a table, or a function where the verb is {@code EXECUTE}
 */
public record Grant(String role, String schema, String object, Set<Verb> verbs) {
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
