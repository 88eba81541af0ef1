package dev.triptych.syntax;

import java.util.Optional;

/**
 * One name of an import statement, wherever in the module it stands.
 *
 * @param module as written, with leading dots when relative
 * @param member what is taken from the module; {@code *} for all; empty for {@code import module}
 * @param alias the name behind {@code as}
 * @param line from 1
 */
public record ImportedName(String module, Optional<String> member, Optional<String> alias, int line) {
    /** The name that the statement binds; {@code *} when it binds whatever the module exports. */
    public String boundName() {
        return alias.or(() -> member).orElseGet(() -> module.split("\\.", 2)[0]);
    }

    /** The first part of the module's name. */
    public String topModule() {
        return module.split("\\.", 2)[0];
    }
}
