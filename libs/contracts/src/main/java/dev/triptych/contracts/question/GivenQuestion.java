package dev.triptych.contracts.question;

import dev.triptych.contracts.EntryPoint;

/**
 * A question that was given, not made.
 *
 * @param id as its source calls it
 * @param text as a solver is to see it
 */
public record GivenQuestion(String id, String text, EntryPoint entryPoint) {}
