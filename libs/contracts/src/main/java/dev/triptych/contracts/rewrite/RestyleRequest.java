package dev.triptych.contracts.rewrite;

import dev.triptych.contracts.Question;
import dev.triptych.contracts.Sha256;
import dev.triptych.contracts.TeacherChoice;

/** @param attempt from 1 */
public record RestyleRequest(
        Question question, Sha256 solution, Sha256 tests, String tenant, int attempt, TeacherChoice teacher) {}
