package dev.triptych.question.seeds;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Reads an import line by line and adds what is new. A bad line is told with its number and harms no other. */
@Singleton
class SeedImport {
    /** Seeds that are added in one transaction. */
    private static final int BATCH_MAX = 200;

    static final int REJECTED_LISTED_MAX = 1_000;

    private final Seeds seeds;

    @Inject
    SeedImport(Seeds seeds) {
        this.seeds = seeds;
    }

    /** @param line from 1 */
    record RejectedLine(long line, String message) {}

    /** @param rejected the first {@value #REJECTED_LISTED_MAX} of {@code rejectedTotal} */
    record Result(long imported, long known, long rejectedTotal, List<RejectedLine> rejected) {}

    Result run(String tenant, String source, BufferedReader lines) throws IOException {
        Progress progress = new Progress(tenant, source);
        for (BoundedLine line = BoundedLine.next(lines); !line.end(); line = BoundedLine.next(lines)) {
            progress.take(line);
        }
        return progress.finish();
    }

    private final class Progress {
        private final String tenant;
        private final String source;
        private final Map<SeedKind, List<SeedLine>> batch = new EnumMap<>(SeedKind.class);
        private final List<RejectedLine> rejected = new ArrayList<>();
        private long line;
        private long imported;
        private long known;
        private long rejectedTotal;

        Progress(String tenant, String source) {
            this.tenant = tenant;
            this.source = source;
        }

        void take(BoundedLine next) {
            line++;
            if (next.tooLong()) {
                reject("must be at most " + BoundedLine.CHARS_MAX + " characters");
            } else if (!next.text().isBlank()) {
                read(next.text());
            }
        }

        private void read(String text) {
            try {
                SeedLine seed = SeedLine.read(text);
                List<SeedLine> ofKind = batch.computeIfAbsent(seed.kind(), kind -> new ArrayList<>());
                ofKind.add(seed);
                if (ofKind.size() >= BATCH_MAX) {
                    add(seed.kind(), ofKind);
                }
            } catch (SeedLine.BadLine e) {
                reject(String.valueOf(e.getMessage()));
            }
        }

        private void add(SeedKind kind, List<SeedLine> ofKind) {
            Seeds.Added added = seeds.add(tenant, source, kind, ofKind);
            imported += added.imported();
            known += added.known();
            ofKind.clear();
        }

        private void reject(String message) {
            rejectedTotal++;
            if (rejected.size() < REJECTED_LISTED_MAX) {
                rejected.add(new RejectedLine(line, message));
            }
        }

        Result finish() {
            batch.forEach(this::add);
            return new Result(imported, known, rejectedTotal, List.copyOf(rejected));
        }
    }
}
