package dev.triptych.store.schema;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import org.jdbi.v3.core.Jdbi;

/**
 * The migration version that the code on the class path needs, per schema: the sum of all resources {@code
 * db/versions.properties}. Each module that owns migrations states theirs; one that only reads another's tables states
 * which version it needs of them.
 */
public record ExpectedVersions(Map<String, Integer> bySchema) {
    /** Where Flyway keeps the versions, inside each schema. */
    public static final String HISTORY_TABLE = "flyway_schema_history";

    private static final String RESOURCE = "db/versions.properties";

    public ExpectedVersions {
        bySchema = Collections.unmodifiableMap(new TreeMap<>(bySchema));
    }

    /** Reads every {@code db/versions.properties} that {@code loader} sees. */
    public static ExpectedVersions onClassPath(ClassLoader loader) {
        Map<String, Integer> versions = new TreeMap<>();
        try {
            for (URL url : Collections.list(loader.getResources(RESOURCE))) {
                Properties properties = new Properties();
                try (InputStream in = url.openStream()) {
                    properties.load(in);
                }
                properties.forEach((schema, version) ->
                        versions.merge(schema.toString(), Integer.valueOf(version.toString()), Math::max));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ExpectedVersions(versions);
    }

    /** What the database lacks, in one line that says what to do; empty when every schema is new enough. */
    public Optional<String> problemIn(Jdbi jdbi) {
        ArrayList<String> behind = new ArrayList<>();
        jdbi.useHandle(handle -> bySchema.forEach((schema, expected) -> {
            boolean exists = handle.createQuery("select to_regclass(:table) is not null")
                    .bind("table", schema + "." + HISTORY_TABLE)
                    .mapTo(Boolean.class)
                    .one();
            int found = exists
                    ? handle.createQuery("select coalesce(max(version::integer), 0) from " + schema + "."
                                    + HISTORY_TABLE + " where success and version is not null")
                            .mapTo(Integer.class)
                            .one()
                    : 0;
            if (found < expected) {
                behind.add("schema " + schema + " is at version " + found + ", this service needs " + expected);
            }
        }));
        return behind.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", behind) + ": run triptych migrate");
    }
}
