package dev.triptych.cli.client;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.triptych.cli.CliException;
import dev.triptych.contracts.json.TriptychJson;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Test cases as files: what {@code NAME.in} holds goes in, what {@code NAME.out} holds must come out.
 *
 * @param names in the order in which they are judged
 */
public record CaseFiles(Path folder, List<String> names) {
    private static final String IN = ".in";
    private static final String OUT = ".out";

    public CaseFiles {
        names = List.copyOf(names);
    }

    /** The pairs in a folder; half a pair is an error, because a forgotten file must not pass for a judged case. */
    public static CaseFiles in(Path folder) {
        List<String> files = files(folder);
        List<String> names = named(files, IN);
        List<String> answers = named(files, OUT);
        if (names.isEmpty()) {
            throw CliException.usage("--stdin-cases " + folder + ": holds no case: a case is NAME.in and NAME.out");
        }
        for (String name : names) {
            require(answers.contains(name), folder, name + IN, name + OUT);
        }
        for (String name : answers) {
            require(names.contains(name), folder, name + OUT, name + IN);
        }
        return new CaseFiles(folder, names);
    }

    /** As the service takes them. */
    public ArrayNode json() {
        ArrayNode cases = TriptychJson.mapper().createArrayNode();
        for (String name : names) {
            cases.addObject()
                    .put("stdin", text(folder.resolve(name + IN)))
                    .put("stdout", text(folder.resolve(name + OUT)));
        }
        return cases;
    }

    /** What a file holds, which must be text. */
    public static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw CliException.usage(file + ": is not UTF-8 text");
        } catch (IOException e) {
            throw CliException.usage(file + ": cannot be read");
        }
    }

    private static List<String> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw CliException.usage("--stdin-cases " + folder + ": is no folder that can be read");
        }
    }

    private static List<String> named(List<String> files, String ending) {
        return files.stream()
                .filter(file -> file.endsWith(ending))
                .map(file -> file.substring(0, file.length() - ending.length()))
                .toList();
    }

    private static void require(boolean there, Path folder, String one, String other) {
        if (!there) {
            throw CliException.usage("--stdin-cases " + folder + ": there is " + one + " but no " + other);
        }
    }
}
