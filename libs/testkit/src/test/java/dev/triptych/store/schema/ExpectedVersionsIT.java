package dev.triptych.store.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triptych.store.roles.Grants;
import dev.triptych.testkit.Repository;
import dev.triptych.testkit.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
    void needsTheNewestThatAnyModuleStates(@TempDir Path directory) throws Exception {
        URL older = module(directory.resolve("older"), "teacher=8\n");
        URL newer = module(directory.resolve("newer"), "teacher=9\nfactory=2\n");
        Map<String, Integer> needed = Map.of("teacher", 9, "factory", 2);

        try (URLClassLoader one = new URLClassLoader(new URL[] {older, newer}, null);
                URLClassLoader other = new URLClassLoader(new URL[] {newer, older}, null)) {
            assertThat(ExpectedVersions.onClassPath(one).bySchema()).isEqualTo(needed);
            assertThat(ExpectedVersions.onClassPath(other).bySchema()).isEqualTo(needed);
        }
    }

    private static URL module(Path folder, String versions) throws IOException {
        Files.createDirectories(folder.resolve("db"));
        Files.writeString(folder.resolve("db/versions.properties"), versions);
        return folder.toUri().toURL();
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
