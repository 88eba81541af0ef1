package dev.triptych.teacher;

import dev.triptych.contracts.SlotKey;
import dev.triptych.contracts.TeacherChoice;

/**
 * One question to a teacher.
 *
 * @param maxTokens upper bound of the completion, always sent; 1 to 131072
 */
public record Ask(SlotKey slot, String tenant, TeacherChoice teacher, Prompt prompt, int maxTokens) {}
