package dev.triptych.store.schema;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/**
 * The migrations of folders named for their schema ({@code db/<schema>}), run as the owner. Each schema keeps its own
 * history table; the libraries' schemas come first because the services' grants refer to them.
 */
public record Migrations(List<Path> folders) {
    private static final List<String> FIRST = List.of("artifact", "teacher");

    public Migrations {
        for (Path folder : folders) {
            if (!Files.isDirectory(folder)) {
                throw new IllegalArgumentException("locations: no folder " + folder);
            }
        }
        folders = folders.stream()
                .sorted(Comparator.comparingInt(Migrations::rank).thenComparing(Migrations::schema))
                .toList();
    }

    /** Brings every schema up to date; does nothing where it is. */
    public void run(DataSource owner) {
        for (Path folder : folders) {
            Flyway.configure()
                    .dataSource(owner)
                    .schemas(schema(folder))
                    .table(ExpectedVersions.HISTORY_TABLE)
                    .createSchemas(true)
                    .locations("filesystem:" + folder.toAbsolutePath())
                    .validateMigrationNaming(true)
                    .load()
                    .migrate();
        }
    }

    /** The schemas, in the order they are migrated. */
    public List<String> schemas() {
        return folders.stream().map(Migrations::schema).toList();
    }

    private static String schema(Path folder) {
        return folder.getFileName().toString();
    }

    private static int rank(Path folder) {
        int index = FIRST.indexOf(schema(folder));
        return index < 0 ? FIRST.size() : index;
    }
}
