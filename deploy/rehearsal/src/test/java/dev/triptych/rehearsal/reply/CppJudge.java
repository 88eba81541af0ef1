package dev.triptych.rehearsal.reply;

import dev.triptych.rehearsal.bank.Call;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Compiles many C++ functions at once and calls each in a process of its own. */
final class CppJudge {
    private static final int COMPILERS_MAX = 2;
    private static final int MINUTES_MAX = 5;

    private record Unit(String name, StringBuilder functions, StringBuilder runs) {}

    private final Path directory;
    private final List<Unit> units = new ArrayList<>();
    private final Map<String, String> files = new LinkedHashMap<>();

    CppJudge(Path directory) {
        this.directory = directory;
        for (int unit = 0; unit < COMPILERS_MAX; unit++) {
            units.add(new Unit("unit" + unit, new StringBuilder(), new StringBuilder()));
        }
    }

    /** A program and the calls that it is to be asked; an error of the compiler names the id. */
    void add(String id, String function, String program, List<Call> calls) throws IOException {
        String space = "p" + files.size();
        files.put(id, space);
        Files.writeString(
                directory.resolve(space + ".in"),
                calls.stream()
                        .flatMap(call -> call.arguments().stream())
                        .map(CppJudge::written)
                        .collect(Collectors.joining("", calls.size() + " ", "")));
        Unit unit = units.get(files.size() % units.size());
        unit.functions()
                .append("namespace ")
                .append(space)
                .append(" {\n")
                .append("#line 1 \"")
                .append(id.replace("\"", "'"))
                .append("\"\n")
                .append(program)
                .append("\n}\n");
        unit.runs()
                .append("harness::run(\"")
                .append(space)
                .append("\", ")
                .append(space)
                .append("::")
                .append(function)
                .append(");\n");
    }

    /** What each program returned, call by call, as {@link #written} writes it; nothing from where it ended badly. */
    Map<String, List<String>> run() throws IOException, InterruptedException {
        Files.writeString(directory.resolve("harness.hpp"), PythonScript.resource("/harness.hpp"));
        List<Process> compilers = new ArrayList<>();
        for (Unit unit : units) {
            Files.writeString(
                    directory.resolve(unit.name() + ".cpp"),
                    "#include \"harness.hpp\"\n" + unit.functions() + "int main() {\n" + unit.runs() + "}\n");
            compilers.add(started(
                    unit.name() + ".errors",
                    List.of(
                            "g++",
                            "-std=c++17",
                            "-O0",
                            "-Werror=return-type",
                            "-D_GLIBCXX_ASSERTIONS",
                            unit.name() + ".cpp",
                            "-o",
                            unit.name())));
        }
        for (int unit = 0; unit < units.size(); unit++) {
            ended(compilers.get(unit), units.get(unit).name() + ".errors");
        }
        for (Unit unit : units) {
            ended(started(unit.name() + ".log", List.of("./" + unit.name())), unit.name() + ".log");
        }
        Map<String, List<String>> results = new LinkedHashMap<>();
        for (Map.Entry<String, String> file : files.entrySet()) {
            byte[] output = Files.readAllBytes(directory.resolve(file.getValue() + ".out"));
            String text = new String(output, StandardCharsets.UTF_8);
            results.put(
                    file.getKey(),
                    List.of(text.substring(0, text.lastIndexOf('\u001e') + 1).split("\u001e")));
        }
        return results;
    }

    private Process started(String log, List<String> command) throws IOException {
        return new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve(log).toFile())
                .start();
    }

    private void ended(Process process, String log) throws IOException, InterruptedException {
        if (!process.waitFor(MINUTES_MAX, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new IllegalStateException("took more than " + MINUTES_MAX + " minutes: " + log);
        }
        if (process.exitValue() != 0) {
            throw new IllegalStateException(Files.readString(directory.resolve(log)));
        }
    }

    /** The value as harness.hpp reads and writes it. */
    static String written(Object value) {
        return switch (value) {
            case String text -> text.getBytes(StandardCharsets.UTF_8).length + ":" + text + " ";
            case List<?> list ->
                list.stream().map(CppJudge::written).collect(Collectors.joining("", list.size() + " ", ""));
            case Map<?, ?> map ->
                map.entrySet().stream()
                        .sorted(Map.Entry.comparingByKey(CppJudge::compare))
                        .map(entry -> written(entry.getKey()) + written(entry.getValue()))
                        .collect(Collectors.joining("", map.size() + " ", ""));
            default -> value + " ";
        };
    }

    /** In the order of C++: texts by their bytes, all else by number. */
    private static int compare(Object one, Object other) {
        return one instanceof String text
                ? java.util.Arrays.compareUnsigned(
                        text.getBytes(StandardCharsets.UTF_8), ((String) other).getBytes(StandardCharsets.UTF_8))
                : Long.compare((Long) one, (Long) other);
    }
}
