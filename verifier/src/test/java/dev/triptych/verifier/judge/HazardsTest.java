package dev.triptych.verifier.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The list of hazards and the folders that show them say the same. */
class HazardsTest {
    private static final int HAZARDS = 71;
    private static final Path FOLDERS = Path.of("src/test/hostile");
    private static final Pattern LINE = Pattern.compile("(?m)^(\\d+)\\. (.+)$");

    @Test
    void everyHazardHasALineAndOnlyOne() throws IOException {
        assertThat(lines().keySet())
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, HAZARDS).boxed().toList());
        assertThat(LINE.matcher(readme()).results()).hasSize(HAZARDS);
    }

    @Test
    void everyHazardIsShownByWhatExistsOrSaysWhyNot() throws IOException {
        Set<String> tests = tests();
        lines().forEach((number, shownBy) -> assertThat(shownBy)
                .as("hazard %d", number)
                .isNotEmpty()
                .allMatch(name -> name.startsWith("not here: ")
                        || tests.contains(name)
                        || Files.isDirectory(FOLDERS.resolve(name))));
    }

    @Test
    void everyFolderIsListedAndSaysWhatItExpects() throws IOException {
        Set<String> listed = lines().values().stream().flatMap(List::stream).collect(Collectors.toSet());
        try (Stream<Path> all = Files.list(FOLDERS).filter(Files::isDirectory)) {
            List<Path> folders = all.toList();
            assertThat(folders)
                    .filteredOn(folder -> !listed.contains(folder.getFileName().toString()))
                    .as("folders that no hazard of the README names")
                    .isEmpty();
            assertThat(folders)
                    .filteredOn(folder -> !hasExpectation(folder))
                    .as("folders without an expect")
                    .isEmpty();
        }
    }

    private static boolean hasExpectation(Path folder) {
        if (Files.exists(folder.resolve("expect"))) {
            return true;
        }
        try (Stream<Path> inside = Files.list(folder)) {
            List<Path> parts = inside.toList();
            return !parts.isEmpty() && parts.stream().allMatch(part -> Files.exists(part.resolve("expect")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** By number: folders, test classes, or one reason. */
    private static Map<Integer, List<String>> lines() throws IOException {
        Map<Integer, List<String>> lines = new TreeMap<>();
        Matcher matcher = LINE.matcher(readme());
        while (matcher.find()) {
            String shownBy = matcher.group(2).strip();
            lines.put(
                    Integer.valueOf(matcher.group(1)),
                    shownBy.startsWith("not here: ") ? List.of(shownBy) : Arrays.asList(shownBy.split(", ")));
        }
        return lines;
    }

    private static Set<String> tests() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".java"))
                    .map(name -> name.replace(".java", ""))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static String readme() throws IOException {
        return Files.readString(FOLDERS.resolve("README.md"));
    }
}
