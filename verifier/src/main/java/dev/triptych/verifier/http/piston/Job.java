package dev.triptych.verifier.http.piston;

import dev.triptych.contracts.verify.Limits;
import dev.triptych.verifier.http.Fields;
import dev.triptych.verifier.program.Input;
import dev.triptych.verifier.program.Program;
import dev.triptych.verifier.program.Programs;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The body of {@code execute}. Times are in milliseconds and memory is in bytes. Their time limits are of the wall
 * clock; here they limit CPU time, and the wall clock at twice as much or some seconds more.
 *
 * @param graded the problem that the program is to be tried on, for the packages of open-r1
 */
record Job(Runtime runtime, Program program, Optional<Graded> graded) {
    private static final int FILES_MAX = 100;
    private static final int ARGUMENTS_MAX = 100;
    private static final double RUN_MILLIS = 3_000;
    private static final double COMPILE_MILLIS = 10_000;
    private static final double MILLIS_MAX = 300_000;
    private static final double MILLIS_MIN = 1;
    private static final double SECONDS_MIN = 0.1;
    private static final double BYTES_PER_MIB = 1024 * 1024;
    private static final int MEMORY_MIB = 1_024;
    private static final int MEMORY_MIN_MIB = 16;
    private static final int MEMORY_MAX_MIB = 8_192;
    private static final int OUTPUT_MIB = 16;
    private static final double WALL_SECONDS_MORE = 3;

    static Job read(InputStream json, String pythonVersion) {
        Fields request = Fields.read(json);
        String name = request.requiredText("language");
        String version = request.requiredText("version");
        Optional<Runtime> known = Runtime.find(name, version, pythonVersion);
        if (known.isEmpty()) {
            request.complain("language", name + "-" + version + " runtime is unknown");
        } else if (!Programs.OFFERED.contains(known.get().language())) {
            request.complain("language", "not yet offered: " + name);
        }
        Map<String, byte[]> files = new LinkedHashMap<>();
        String source = files(request, files);
        String stdin = request.text("stdin").orElse("");
        List<String> arguments = request.texts("args", ARGUMENTS_MAX);
        Limits run = limits(request, "run", RUN_MILLIS);
        Limits compile = limits(request, "compile", COMPILE_MILLIS);
        request.end();
        Runtime runtime = known.orElseThrow();
        if (runtime.graded()) {
            Graded graded = Graded.read(files, run);
            return new Job(
                    runtime,
                    request.make(() -> graded.program(runtime.language(), source, compile)),
                    Optional.of(graded));
        }
        byte[] bytes = withNewline(stdin).getBytes(StandardCharsets.UTF_8);
        return new Job(
                runtime,
                request.make(() -> new Program(
                        runtime.language(), source, new Input(bytes, arguments, files, List.of()), run, compile)),
                Optional.empty());
    }

    /** The first file that is text is the program; the others lie beside it. */
    private static String files(Fields request, Map<String, byte[]> others) {
        List<Fields> given = request.objects("files", FILES_MAX);
        Optional<String> source = Optional.empty();
        int number = 0;
        for (Fields file : given) {
            String content = file.requiredText("content");
            String encoding = file.text("encoding").orElse("utf8");
            String name = file.text("name").orElse("file" + number + ".code");
            number++;
            if (source.isEmpty() && encoding.equals("utf8")) {
                source = Optional.of(content);
            } else if (others.put(name, decoded(file, encoding, content)) != null) {
                file.complain("name", "comes twice");
            }
        }
        if (source.isEmpty()) {
            request.complain("files", "must include at least one utf8 encoded file");
        }
        return source.orElse("");
    }

    private static byte[] decoded(Fields file, String encoding, String content) {
        return switch (encoding) {
            case "base64" -> file.base64("content", content);
            case "hex" -> {
                try {
                    yield HexFormat.of().parseHex(content);
                } catch (IllegalArgumentException e) {
                    file.complain("content", "is not hexadecimal");
                    yield new byte[0];
                }
            }
            default -> content.getBytes(StandardCharsets.UTF_8);
        };
    }

    private static Limits limits(Fields request, String stage, double millis) {
        double wall = request.number(stage + "_timeout", millis, MILLIS_MIN, MILLIS_MAX) / 1_000;
        double cpu = request.number(stage + "_cpu_time", wall * 1_000, MILLIS_MIN, MILLIS_MAX) / 1_000;
        double bytes = request.number(stage + "_memory_limit", -1, -1, MEMORY_MAX_MIB * BYTES_PER_MIB);
        int memory = bytes <= 0 ? MEMORY_MIB : Math.max(MEMORY_MIN_MIB, (int) (bytes / BYTES_PER_MIB));
        double seconds = Math.max(SECONDS_MIN, cpu);
        double longest = Math.max(wall, seconds);
        return new Limits(seconds, Math.max(2 * longest, longest + WALL_SECONDS_MORE), memory, OUTPUT_MIB);
    }

    private static String withNewline(String stdin) {
        return stdin.endsWith("\n") ? stdin : stdin + "\n";
    }
}
