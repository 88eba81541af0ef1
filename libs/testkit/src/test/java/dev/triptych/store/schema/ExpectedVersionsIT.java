package dev.triptych.store.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triptych.store.roles.Grants;
import dev.triptych.testkit.Repository;
import dev.triptych.testkit.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ExpectedVersionsIT {
    @Test
    void isContentWithAMigratedDatabase() {
        try (TestDatabase database = TestDatabase.create()) {
            ExpectedVersions expected =
                    ExpectedVersions.onClassPath(Thread.currentThread().getContextClassLoader());

            assertThat(expected.bySchema()).containsKeys("artifact", "teacher");
            assertThat(expected.problemIn(database.jdbi(Grants.SOLUTION))).isEmpty();
        }
    }

    @Test
    void saysWhichSchemaIsBehindAndWhatToDo() {
        try (TestDatabase database = TestDatabase.create()) {
            ExpectedVersions newer = new ExpectedVersions(Map.of("artifact", 999, "nowhere", 1));

            assertThat(newer.problemIn(database.jdbi(Grants.SOLUTION)))
                    .hasValueSatisfying(problem -> assertThat(problem)
                            .contains("schema artifact is at version", "this service needs 999")
                            .contains("schema nowhere is at version 0, this service needs 1")
                            .endsWith("run triptych migrate"));
        }
    }

    @Test
    void statesTheNewestMigrationOfEveryFolder() {
        for (Path folder : Repository.migrationFolders()) {
            String schema = folder.getFileName().toString();
            assertThat(stated(folder.resolveSibling("versions.properties")).getProperty(schema))
                    .as("%s in %s", schema, folder.resolveSibling("versions.properties"))
                    .isEqualTo(Integer.toString(newest(folder)));
        }
    }

    private static Properties stated(Path file) {
        Properties properties = new Properties();
        try (var reader = Files.newBufferedReader(file)) {
            properties.load(reader);
            return properties;
        } catch (IOException e) {
            throw new UncheckedIOException("every module with migrations states their versions", e);
        }
    }

    private static int newest(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("V\\d+__.*\\.sql"))
                    .mapToInt(name -> Integer.parseInt(name.substring(1, name.indexOf("__"))))
                    .max()
                    .orElse(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
