package dev.triptych.contracts;

/**
 * Which teacher to ask, and how.
 *
 * @param profile name of a configured teacher
 * @param temperature 0 to 2
 */
public record TeacherChoice(String profile, double temperature) {
    public TeacherChoice {
        if (profile.isBlank()) {
            throw new IllegalArgumentException("teacher: must not be empty");
        }
        if (!(temperature >= 0 && temperature <= 2)) {
            throw new IllegalArgumentException("temperature: must be 0 to 2, was " + temperature);
        }
    }
}
