package dev.triptych.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.triptych.cli.CliException;
import dev.triptych.contracts.json.TriptychJson;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;

/** Reads seeds from what people have: folders of code and text, and JSON lines, compressed or not. */
public final class SeedFiles {
    /** A longer text is cut at an empty line into several seeds: a teacher reads a page, not a book. */
    static final int MAX_CHARACTERS = 16_000;

    private static final List<String> TEXT_FIELDS = List.of("text", "source", "content", "code");
    private static final List<String> TITLE_FIELDS = List.of("title", "path", "name", "id", "task_id");

    private final Optional<String> kind;
    private final Optional<String> textField;
    private final Optional<String> titleField;
    private final Optional<String> license;

    /** @param kind of all seeds; else by file name, or by field name in JSON lines */
    public SeedFiles(
            Optional<String> kind, Optional<String> textField, Optional<String> titleField, Optional<String> license) {
        this.kind = kind;
        this.textField = textField;
        this.titleField = titleField;
        this.license = license;
    }

    /** Gives each seed below the path, in the order of names. */
    public void read(Path path, Consumer<ObjectNode> seeds) throws IOException {
        if (Files.isDirectory(path)) {
            try (var files = Files.walk(path)) {
                for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                    readFile(file, path.relativize(file).toString(), seeds);
                }
            }
        } else if (Files.isReadable(path)) {
            readFile(path, path.getFileName().toString(), seeds);
        } else {
            throw CliException.usage(path + ": there is no such file or folder");
        }
    }

    private void readFile(Path file, String title, Consumer<ObjectNode> seeds) throws IOException {
        if (title.endsWith(".jsonl") || title.endsWith(".jsonl.gz")) {
            readLines(file, seeds);
        } else if (title.endsWith(".py")) {
            add(kind.orElse("snippet"), title, text(file), seeds);
        } else if (title.endsWith(".txt") || title.endsWith(".md") || title.endsWith(".rst")) {
            add(kind.orElse("documentation"), title, text(file), seeds);
        }
    }

    private static String text(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }

    private void readLines(Path file, Consumer<ObjectNode> seeds) throws IOException {
        try (InputStream raw = Files.newInputStream(file);
                InputStream plain = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw;
                BufferedReader lines = new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8))) {
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (!line.isBlank()) {
                    readLine(file, number, line, seeds);
                }
            }
        }
    }

    private void readLine(Path file, int number, String line, Consumer<ObjectNode> seeds) {
        JsonNode json = parse(file, number, line);
        String text = field(json, textField, TEXT_FIELDS)
                .orElseThrow(
                        () -> CliException.usage(file + ":" + number + ": no text; name its field by --text-field"));
        String title = field(json, titleField, TITLE_FIELDS).orElse(file.getFileName() + ":" + number);
        boolean code = json.has("source") || json.has("code") || title.endsWith(".py");
        String itsKind = json.path("kind").asText("");
        String fallback = itsKind.isEmpty() ? (code ? "snippet" : "documentation") : itsKind;
        add(kind.orElse(fallback), title, text, seeds);
    }

    private static JsonNode parse(Path file, int number, String line) {
        try {
            return TriptychJson.mapper().readTree(line);
        } catch (IOException e) {
            throw CliException.usage(file + ":" + number + ": is not JSON");
        }
    }

    private static Optional<String> field(JsonNode json, Optional<String> named, List<String> usual) {
        List<String> names = named.map(List::of).orElse(usual);
        return names.stream()
                .map(json::path)
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText)
                .findFirst();
    }

    private void add(String itsKind, String title, String text, Consumer<ObjectNode> seeds) {
        List<String> parts = parts(text);
        for (int i = 0; i < parts.size(); i++) {
            if (!parts.get(i).isBlank()) {
                ObjectNode seed = TriptychJson.mapper().createObjectNode();
                seed.put("kind", itsKind);
                seed.put("title", parts.size() == 1 ? title : title + " (part " + (i + 1) + ")");
                seed.put("text", parts.get(i));
                license.ifPresent(words -> seed.put("license", words));
                seeds.accept(seed);
            }
        }
    }

    /** Cuts a long text at empty lines, or where there are none at the limit. */
    static List<String> parts(String text) {
        List<String> parts = new ArrayList<>();
        int from = 0;
        while (text.length() - from > MAX_CHARACTERS) {
            int gap = text.lastIndexOf("\n\n", from + MAX_CHARACTERS);
            int to = gap > from ? gap + 2 : from + MAX_CHARACTERS;
            parts.add(text.substring(from, to));
            from = to;
        }
        parts.add(text.substring(from));
        return parts;
    }
}
