package dev.triptych.syntax;

/**
 * A call of a function.
 *
 * @param callee as written, for example {@code solution.count}
 * @param arguments normalised text between the parentheses: equal iff the calls differ only in layout and quotes
 */
public record Call(String callee, String arguments, PythonNode node) {}
