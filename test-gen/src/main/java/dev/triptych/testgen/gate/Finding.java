package dev.triptych.testgen.gate;

/**
 * Where a suite breaks a rule.
 *
 * @param rule the rule's word
 * @param line from 1
 * @param text that line, at most 200 characters
 */
public record Finding(String rule, int line, String text, String message) {}
