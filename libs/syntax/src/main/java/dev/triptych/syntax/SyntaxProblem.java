package dev.triptych.syntax;

/**
 * Why a text is not a Python 3 program.
 *
 * @param line from 1
 */
public record SyntaxProblem(int line, String message) {}
