package dev.triptych.contracts.tests;

import dev.triptych.contracts.Question;
import dev.triptych.contracts.TeacherChoice;

/** @param attempt from 1 */
public record WriteTestsRequest(Question question, String tenant, int attempt, TeacherChoice teacher) {}
