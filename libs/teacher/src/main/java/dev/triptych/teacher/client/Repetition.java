package dev.triptych.teacher.client;

import java.util.HashMap;
import java.util.Map;

/**
 * Notices that a text has begun to repeat itself: among its last words only few sequences of {@link #SEQUENCE} are
 * different. Two windows: a short one for short loops, a long one for loops of paragraphs. Ordinary text and code stay far
 * above both bounds; memory does not grow with the text.
 */
final class Repetition {
    /** Words in a sequence. A word is a run of letters and digits, or one other character that is no space. */
    static final int SEQUENCE = 8;

    private static final int[] WINDOWS = {1_024, 4_096};

    /** Different sequences at most, as a part of the window: loops of up to 40 and 320 words. */
    private static final int[] DIFFERENT_MAX = {40, 320};

    /** A longer run of letters is several words, so that a loop without spaces is seen too. */
    private static final int WORD_CHARS_MAX = 8;

    private final Window[] windows = {new Window(WINDOWS[0]), new Window(WINDOWS[1])};
    private final int[] words = new int[SEQUENCE];
    private long count;
    private int word;
    private int wordChars;
    private boolean found;

    /** Takes the next piece of the text. */
    void add(CharSequence piece) {
        for (int i = 0; i < piece.length(); i++) {
            char c = piece.charAt(i);
            if (Character.isLetterOrDigit(c)) {
                word = 31 * word + c;
                if (++wordChars == WORD_CHARS_MAX) {
                    endWord();
                }
            } else {
                endWord();
                if (!Character.isWhitespace(c)) {
                    word = c;
                    wordChars = 1;
                    endWord();
                }
            }
        }
    }

    /** Whether the text has repeated itself for a whole window. */
    boolean found() {
        return found;
    }

    private void endWord() {
        if (wordChars == 0) {
            return;
        }
        words[(int) (count++ % SEQUENCE)] = word;
        word = 0;
        wordChars = 0;
        if (count < SEQUENCE) {
            return;
        }
        int sequence = 1;
        for (int back = SEQUENCE; back > 0; back--) {
            sequence = 1_000_003 * sequence + words[(int) ((count - back) % SEQUENCE)];
        }
        for (int i = 0; i < windows.length; i++) {
            windows[i].add(sequence);
            found |= windows[i].isFull() && windows[i].different() <= DIFFERENT_MAX[i];
        }
    }

    /** The last sequences, and how often each is among them. */
    private static final class Window {
        private final int size;
        private int[] last = {};
        private final Map<Integer, Integer> times = new HashMap<>();
        private long added;

        Window(int size) {
            this.size = size;
        }

        void add(int sequence) {
            if (added == 0) {
                last = new int[size];
            }
            int place = (int) (added % size);
            if (isFull()) {
                times.computeIfPresent(last[place], (old, seen) -> seen == 1 ? null : seen - 1);
            }
            last[place] = sequence;
            times.merge(sequence, 1, Integer::sum);
            added++;
        }

        boolean isFull() {
            return added >= size;
        }

        int different() {
            return times.size();
        }
    }
}
