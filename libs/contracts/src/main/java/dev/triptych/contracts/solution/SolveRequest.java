package dev.triptych.contracts.solution;

import dev.triptych.contracts.Question;
import dev.triptych.contracts.TeacherChoice;

/** @param attempt from 1 */
public record SolveRequest(Question question, String tenant, int attempt, TeacherChoice teacher) {}
