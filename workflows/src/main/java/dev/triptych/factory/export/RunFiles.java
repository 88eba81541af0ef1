package dev.triptych.factory.export;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.triptych.contracts.json.TriptychJson;
import dev.triptych.factory.ledger.Runs;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The files of a run, each written to a stream when it is asked for; nothing is kept on this machine. */
@Singleton
public class RunFiles {
    private static final ObjectMapper PRETTY = TriptychJson.mapper().copy().enable(SerializationFeature.INDENT_OUTPUT);

    private final LedgerFile ledger;
    private final TripletLines lines;
    private final DataCard card;

    @Inject
    public RunFiles(LedgerFile ledger, TripletLines lines, DataCard card) {
        this.ledger = ledger;
        this.lines = lines;
        this.card = card;
    }

    /** The account of the run as it is now. */
    public ObjectNode ledger(Runs.RunRecord run) {
        return ledger.of(run);
    }

    /** Writes the file; {@code out} stays open. */
    public void write(Kind kind, Runs.RunRecord run, OutputStream out) throws IOException {
        switch (kind) {
            case TRIPLETS_JSONL -> lines.write(run.run(), false, out);
            case TRIPLETS_PARQUET -> parquet(run, out);
            case LEDGER_JSON ->
                out.write((PRETTY.writeValueAsString(ledger.of(run)) + "\n").getBytes(StandardCharsets.UTF_8));
            case README_MD -> out.write(card.of(run, ledger.of(run)).getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Writes the triplets as lines, those beyond the target too where asked for. */
    public void triplets(Runs.RunRecord run, boolean withSurplus, OutputStream out) throws IOException {
        lines.write(run.run(), withSurplus, out);
    }

    private void parquet(Runs.RunRecord run, OutputStream out) throws IOException {
        Path folder = Files.createTempDirectory("triptych-export");
        Path jsonl = folder.resolve("triplets.jsonl");
        Path parquet = folder.resolve("triplets.parquet");
        try {
            try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(jsonl))) {
                lines.write(run.run(), false, file);
            }
            ParquetFile.write(jsonl, parquet);
            Files.copy(parquet, out);
        } finally {
            Files.deleteIfExists(jsonl);
            Files.deleteIfExists(parquet);
            Files.deleteIfExists(folder);
        }
    }

    /** The files that a run has. */
    public enum Kind {
        TRIPLETS_JSONL("triplets.jsonl", "application/x-ndjson"),
        TRIPLETS_PARQUET("triplets.parquet", "application/vnd.apache.parquet"),
        LEDGER_JSON("ledger.json", "application/json"),
        README_MD("README.md", "text/markdown;charset=UTF-8");

        private final String fileName;
        private final String mediaType;

        Kind(String fileName, String mediaType) {
            this.fileName = fileName;
            this.mediaType = mediaType;
        }

        public String fileName() {
            return fileName;
        }

        public String mediaType() {
            return mediaType;
        }

        /** The file of this name; nothing else is ever opened. */
        public static Optional<Kind> named(String name) {
            for (Kind kind : values()) {
                if (kind.fileName.equals(name)) {
                    return Optional.of(kind);
                }
            }
            return Optional.empty();
        }
    }
}
