package dev.triptych.question.seeds;

import java.io.BufferedReader;
import java.io.IOException;

/** One line of an import; of a line over the bound only the fact is kept, so that no sender can fill the memory. */
record BoundedLine(String text, boolean tooLong, boolean end) {
    /** Reads to the next line feed. */
    static BoundedLine next(BufferedReader lines) throws IOException {
        StringBuilder text = new StringBuilder();
        boolean tooLong = false;
        int c = lines.read();
        if (c < 0) {
            return new BoundedLine("", false, true);
        }
        while (c >= 0 && c != '\n') {
            if (text.length() < SeedImport.LINE_CHARS_MAX) {
                text.append((char) c);
            } else {
                tooLong = true;
            }
            c = lines.read();
        }
        return new BoundedLine(tooLong ? "" : text.toString(), tooLong, false);
    }
}
