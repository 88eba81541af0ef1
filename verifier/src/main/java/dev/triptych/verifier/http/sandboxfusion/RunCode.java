package dev.triptych.verifier.http.sandboxfusion;

import dev.triptych.contracts.Language;
import dev.triptych.contracts.verify.Limits;
import dev.triptych.verifier.http.Fields;
import dev.triptych.verifier.http.Languages;
import dev.triptych.verifier.program.Input;
import dev.triptych.verifier.program.Program;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code RunCodeRequest}: what it leaves out has their defaults, except that the memory of a program is always limited.
 * Their time limits are of the wall clock; here they limit CPU time, and the wall clock at twice as much or some seconds
 * more, so that a busy host fails no good program.
 *
 * @param fresh whether it must be run although the result may be known; a field of ours, {@code cache: false}
 */
record RunCode(Program program, boolean fresh) {
    static final double SECONDS_DEFAULT = 10;
    static final double SECONDS_MIN = 0.1;
    static final double SECONDS_MAX = 300;
    static final int OUTPUT_MIB = 16;
    private static final double WALL_SECONDS_MORE = 3;
    private static final int MEMORY_DEFAULT_MIB = 1_024;
    private static final int MEMORY_MAX_MIB = 8_192;
    private static final int MEMORY_MIN_MIB = 16;
    private static final int LIST_MAX = 100;

    static RunCode read(InputStream json) {
        Fields request = Fields.read(json);
        Language language =
                Languages.read(request, "language", request.text("language").orElse("python"));
        String code = request.requiredText("code");
        byte[] stdin = request.text("stdin").orElse("").getBytes(StandardCharsets.UTF_8);
        int memory = memory(request);
        Limits run = limits(seconds(request, "run_timeout", SECONDS_DEFAULT), memory);
        Limits compile = limits(seconds(request, "compile_timeout", SECONDS_DEFAULT), memory);
        Map<String, byte[]> files = files(request);
        List<String> wanted = request.texts("fetch_files", LIST_MAX);
        List<String> arguments = request.texts("args", LIST_MAX);
        boolean fresh = !request.flag("cache", true);
        return new RunCode(
                request.make(
                        () -> new Program(language, code, new Input(stdin, arguments, files, wanted), run, compile)),
                fresh);
    }

    static double seconds(Fields request, String field, double otherwise) {
        return request.number(field, otherwise, SECONDS_MIN, SECONDS_MAX);
    }

    static Limits limits(double seconds, int memoryMib) {
        return new Limits(seconds, Math.max(2 * seconds, seconds + WALL_SECONDS_MORE), memoryMib, OUTPUT_MIB);
    }

    /** -1 and 0 are no limit to them and the default to us. */
    static int memory(Fields request) {
        String field = "memory_limit_MB";
        int memory = request.whole(field, -1, -1, MEMORY_MAX_MIB);
        if (memory > 0 && memory < MEMORY_MIN_MIB) {
            request.complain(field, "must be -1, or " + MEMORY_MIN_MIB + " to " + MEMORY_MAX_MIB + ", was " + memory);
        }
        return memory >= MEMORY_MIN_MIB ? memory : MEMORY_DEFAULT_MIB;
    }

    private static Map<String, byte[]> files(Fields request) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (Map.Entry<String, String> file : request.textsByName("files")) {
            files.put(file.getKey(), request.base64("files." + file.getKey(), file.getValue()));
        }
        return files;
    }
}
