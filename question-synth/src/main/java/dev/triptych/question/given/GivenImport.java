package dev.triptych.question.given;

import dev.triptych.contracts.Sha256;
import dev.triptych.contracts.question.GivenQuestion;
import dev.triptych.contracts.question.QuestionChunk;
import dev.triptych.contracts.question.QuestionSet;
import dev.triptych.question.seeds.BoundedLine;
import dev.triptych.store.Artifacts;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads an import line by line into chunks, each kept when it is full, and keeps the set that names them. A bad line is
 * told with its number and harms no other.
 */
@Singleton
class GivenImport {
    /** Questions of one chunk: what a reader has to fetch for one of them. */
    static final int CHUNK = 100;

    /** Questions of one set; its hash list stays below a megabyte. */
    static final int QUESTIONS_MAX = 1_000_000;

    private static final int REJECTED_LISTED_MAX = 1_000;

    private final Artifacts artifacts;

    @Inject
    GivenImport(Artifacts artifacts) {
        this.artifacts = artifacts;
    }

    /** @param line from 1 */
    record RejectedLine(long line, String message) {}

    /**
     * @param questions hash of the set, which is what a run names
     * @param rejected the first {@value #REJECTED_LISTED_MAX} of {@code rejectedTotal}
     */
    record Result(Sha256 questions, int count, long rejectedTotal, List<RejectedLine> rejected) {}

    Result run(BufferedReader lines) throws IOException {
        Progress progress = new Progress();
        for (BoundedLine line = BoundedLine.next(lines); !line.end(); line = BoundedLine.next(lines)) {
            progress.take(line);
        }
        return progress.finish();
    }

    private final class Progress {
        private final List<GivenQuestion> chunk = new ArrayList<>();
        private final List<Sha256> chunks = new ArrayList<>();
        private final List<RejectedLine> rejected = new ArrayList<>();
        private long line;
        private int count;
        private long rejectedTotal;

        void take(BoundedLine next) {
            line++;
            if (next.tooLong()) {
                reject("must be at most " + BoundedLine.CHARS_MAX + " characters");
            } else if (count >= QUESTIONS_MAX) {
                reject("a set has at most " + QUESTIONS_MAX + " questions");
            } else if (!next.text().isBlank()) {
                read(next.text());
            }
        }

        private void read(String text) {
            try {
                chunk.add(GivenLine.read(text, line));
                count++;
                if (chunk.size() == CHUNK) {
                    keep();
                }
            } catch (IllegalArgumentException e) {
                reject(String.valueOf(e.getMessage()));
            }
        }

        private void keep() {
            chunks.add(artifacts.putJson(new QuestionChunk(chunk)));
            chunk.clear();
        }

        private void reject(String message) {
            rejectedTotal++;
            if (rejected.size() < REJECTED_LISTED_MAX) {
                rejected.add(new RejectedLine(line, message));
            }
        }

        Result finish() {
            if (!chunk.isEmpty()) {
                keep();
            }
            Sha256 set = artifacts.putJson(new QuestionSet(count, CHUNK, chunks));
            return new Result(set, count, rejectedTotal, List.copyOf(rejected));
        }
    }
}
