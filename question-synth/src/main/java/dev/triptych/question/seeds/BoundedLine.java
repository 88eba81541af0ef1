package dev.triptych.question.seeds;

import java.io.BufferedReader;
import java.io.IOException;

/** One line of an import; of a line over the bound only the fact is kept, so that no sender can fill the memory. */
public record BoundedLine(String text, boolean tooLong, boolean end) {
    /** A text of the largest size with every character escaped, and its other fields. */
    public static final int CHARS_MAX = 512 * 1024;

    /** Reads to the next line feed. */
    public static BoundedLine next(BufferedReader lines) throws IOException {
        StringBuilder text = new StringBuilder();
        boolean tooLong = false;
        int c = lines.read();
        if (c < 0) {
            return new BoundedLine("", false, true);
        }
        while (c >= 0 && c != '\n') {
            if (text.length() < CHARS_MAX) {
                text.append((char) c);
            } else {
                tooLong = true;
            }
            c = lines.read();
        }
        return new BoundedLine(tooLong ? "" : text.toString(), tooLong, false);
    }
}
