package dev.triptych.syntax;

/**
 * A name that a module binds.
 *
 * @param line from 1
 */
public record Definition(String name, Kind kind, int line) {
    /** What binds the name. */
    public enum Kind {
        FUNCTION,
        CLASS,
        /** Any binding by value: {@code =}, {@code :=}, {@code for}, {@code with}, {@code except}, {@code case}. */
        ASSIGNMENT,
        IMPORT,
        PARAMETER,
        /** A {@code global} statement inside a function, which may bind the name when the function is called. */
        GLOBAL
    }

    /** Whether the module itself makes the value, rather than taking it from another module. */
    public boolean makesValue() {
        return switch (kind) {
            case FUNCTION, CLASS, ASSIGNMENT -> true;
            case IMPORT, PARAMETER, GLOBAL -> false;
        };
    }
}
