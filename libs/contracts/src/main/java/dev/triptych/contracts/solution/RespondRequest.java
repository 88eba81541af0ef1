package dev.triptych.contracts.solution;

import dev.triptych.contracts.Question;
import dev.triptych.contracts.TeacherChoice;

/** @param sample from 1 */
public record RespondRequest(Question question, String tenant, int sample, TeacherChoice teacher) {}
