package dev.triptych.factory.export;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.triptych.contracts.json.TriptychJson;
import dev.triptych.factory.ledger.ResponseRows.Which;
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
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The files of a run, each written to a stream when it is asked for; nothing is kept on this machine. */
@Singleton
public class RunFiles {
    private static final ObjectMapper PRETTY = TriptychJson.mapper().copy().enable(SerializationFeature.INDENT_OUTPUT);

    private final LedgerFile ledger;
    private final TripletLines triplets;
    private final ResponseLines responses;
    private final DataCard card;

    @Inject
    public RunFiles(LedgerFile ledger, TripletLines triplets, ResponseLines responses, DataCard card) {
        this.ledger = ledger;
        this.triplets = triplets;
        this.responses = responses;
        this.card = card;
    }

    /** The account of the run as it is now. */
    public ObjectNode ledger(Runs.RunRecord run) {
        return ledger.of(run);
    }

    /** Writes the file, with what is beyond the target where asked for; {@code out} stays open. */
    public void write(Kind kind, Runs.RunRecord run, boolean withSurplus, OutputStream out) throws IOException {
        switch (kind) {
            case TRIPLETS_JSONL -> triplets.write(run.run(), withSurplus, out);
            case TRIPLETS_PARQUET ->
                parquet(ParquetFile.Schema.TRIPLETS, lines -> triplets.write(run.run(), withSurplus, lines), out);
            case RESPONSES_JSONL -> responses.write(run, Which.READABLE, withSurplus, out);
            case RESPONSES_PARQUET ->
                parquet(
                        ParquetFile.Schema.RESPONSES,
                        lines -> responses.write(run, Which.READABLE, withSurplus, lines),
                        out);
            case UNREADABLE_JSONL -> responses.write(run, Which.UNREADABLE, withSurplus, out);
            case LEDGER_JSON ->
                out.write((PRETTY.writeValueAsString(ledger.of(run)) + "\n").getBytes(StandardCharsets.UTF_8));
            case README_MD -> out.write(card.of(run, ledger.of(run)).getBytes(StandardCharsets.UTF_8));
        }
    }

    private interface Lines {
        void write(OutputStream out) throws IOException;
    }

    private static void parquet(ParquetFile.Schema schema, Lines lines, OutputStream out) throws IOException {
        Path folder = Files.createTempDirectory("triptych-export");
        Path jsonl = folder.resolve("lines.jsonl");
        Path parquet = folder.resolve("lines.parquet");
        try {
            try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(jsonl))) {
                lines.write(file);
            }
            ParquetFile.write(schema, jsonl, parquet);
            Files.copy(parquet, out);
        } finally {
            Files.deleteIfExists(jsonl);
            Files.deleteIfExists(parquet);
            Files.deleteIfExists(folder);
        }
    }

    /** The files that runs have: triplets or responses by their recipe, and the account of either. */
    public enum Kind {
        TRIPLETS_JSONL("triplets.jsonl", "application/x-ndjson"),
        TRIPLETS_PARQUET("triplets.parquet", "application/vnd.apache.parquet"),
        RESPONSES_JSONL("responses.jsonl", "application/x-ndjson"),
        RESPONSES_PARQUET("responses.parquet", "application/vnd.apache.parquet"),
        UNREADABLE_JSONL("unreadable.jsonl", "application/x-ndjson"),
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

        /** All names, for people. */
        public static String names() {
            return Stream.of(values()).map(Kind::fileName).collect(Collectors.joining(", "));
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
