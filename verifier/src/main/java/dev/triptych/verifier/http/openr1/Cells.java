package dev.triptych.verifier.http.openr1;

import dev.triptych.contracts.Language;
import dev.triptych.contracts.verify.Limits;
import dev.triptych.verifier.http.Fields;
import dev.triptych.verifier.program.Input;
import dev.triptych.verifier.program.Program;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code BatchRequest}: scripts that run as cells of a notebook, one language for each or one for all. The reward of a
 * script is the value of its last expression, so that is what it is wrapped for.
 *
 * @param scripts empty for a script in a language that is not offered: the others still run
 */
record Cells(List<Optional<Program>> scripts) {
    static final String REPORT = "cell.json";
    private static final int SCRIPTS_MAX = 10_000;
    private static final double SECONDS_DEFAULT = 30;
    private static final double SECONDS_MIN = 0.1;
    private static final double SECONDS_MAX = 300;
    private static final int MEMORY_MIB = 1_024;
    private static final int OUTPUT_MIB = 16;
    private static final String WRAPPER = wrapper();

    static Cells read(InputStream json) {
        Fields request = Fields.read(json);
        List<String> scripts = request.texts("scripts", SCRIPTS_MAX);
        List<String> languages = request.texts("languages", SCRIPTS_MAX);
        String language = request.text("language").orElse("python");
        if (request.raw("scripts").isNull()) {
            request.complain("scripts", "is missing");
        }
        if (!languages.isEmpty() && languages.size() != scripts.size()) {
            request.complain("languages", "must be as many as scripts: " + scripts.size());
        }
        double seconds = request.number("timeout", SECONDS_DEFAULT, SECONDS_MIN, SECONDS_MAX);
        request.number("request_timeout", SECONDS_DEFAULT, SECONDS_MIN, Integer.MAX_VALUE);
        request.end();
        Limits limits = new Limits(seconds, seconds, MEMORY_MIB, OUTPUT_MIB);
        List<Optional<Program>> programs = new ArrayList<>();
        for (int i = 0; i < scripts.size(); i++) {
            String script = scripts.get(i);
            boolean python = (languages.isEmpty() ? language : languages.get(i)).equals("python");
            programs.add(python ? Optional.of(request.make(() -> program(script, limits))) : Optional.empty());
        }
        return new Cells(programs);
    }

    private static Program program(String script, Limits limits) {
        Map<String, byte[]> files = Map.of("cell.txt", script.getBytes(StandardCharsets.UTF_8));
        Input input = new Input(new byte[0], List.of(), files, List.of(REPORT));
        return new Program(Language.PYTHON, WRAPPER, input, limits, limits);
    }

    private static String wrapper() {
        try (InputStream file = Cells.class.getResourceAsStream("/protocol/cell.py")) {
            if (file == null) {
                throw new IllegalStateException("the build lacks protocol/cell.py");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("protocol/cell.py cannot be read", e);
        }
    }
}
