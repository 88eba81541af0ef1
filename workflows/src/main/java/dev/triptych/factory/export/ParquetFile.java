package dev.triptych.factory.export;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** Turns lines of JSON into Parquet by DuckDB. What has no fixed fields is JSON texts, so that any reader loads it. */
final class ParquetFile {
    /** Longest line that is taken; bodies are bounded far below. */
    private static final int LINE_BYTES_MAX = 256 * 1024 * 1024;

    private ParquetFile() {}

    /** What the lines hold, and what of it becomes texts. */
    enum Schema {
        TRIPLETS("""
                {id: 'VARCHAR', runId: 'VARCHAR', subset: 'VARCHAR', language: 'VARCHAR', question: 'VARCHAR',
                 entryPoint: 'VARCHAR', signature: 'VARCHAR', solution: 'VARCHAR', tests: 'VARCHAR',
                 response: 'STRUCT(thinking VARCHAR, answer VARCHAR)', completion: 'STRUCT(prompt VARCHAR, solution VARCHAR)',
                 difficulty: 'VARCHAR', passSequence: 'INTEGER[]', evidence: 'JSON', provenance: 'JSON',
                 simulated: 'BOOLEAN', surplus: 'BOOLEAN'}""", "evidence::varchar as evidence, provenance::varchar as provenance"),
        RESPONSES("""
                {id: 'VARCHAR', runId: 'VARCHAR', questionId: 'VARCHAR', sample: 'INTEGER', question: 'VARCHAR',
                 entryPoint: 'VARCHAR', signature: 'VARCHAR', thinking: 'VARCHAR', answer: 'VARCHAR', output: 'VARCHAR',
                 messages: 'STRUCT(role VARCHAR, content VARCHAR)[]', unreadable: 'VARCHAR', finishReason: 'VARCHAR',
                 promptTokens: 'BIGINT', completionTokens: 'BIGINT', tokensEstimated: 'BOOLEAN', costMicroUsd: 'BIGINT',
                 provenance: 'JSON', simulated: 'BOOLEAN', surplus: 'BOOLEAN'}""", "provenance::varchar as provenance");

        private final String columns;
        private final String texts;

        Schema(String columns, String texts) {
            this.columns = columns;
            this.texts = texts;
        }
    }

    /** Writes {@code parquet} from {@code lines}; both paths are ours and hold no quote. */
    static void write(Schema schema, Path lines, Path parquet) {
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duck.createStatement()) {
            statement.execute("set threads = 1");
            statement.execute("set preserve_insertion_order = true");
            statement.execute("copy (select * replace (" + schema.texts + ") from read_json(" + quoted(lines)
                    + ", format = 'newline_delimited', maximum_object_size = " + LINE_BYTES_MAX + ", columns = "
                    + schema.columns + ")) to " + quoted(parquet) + " (format parquet, compression zstd)");
        } catch (SQLException e) {
            throw new UncheckedIOException(new IOException("Parquet could not be written: " + e.getMessage(), e));
        }
    }

    private static String quoted(Path path) {
        return "'" + path.toString().replace("'", "''") + "'";
    }
}
