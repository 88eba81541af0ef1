package dev.triptych.rehearsal.reply;

import dev.triptych.rehearsal.bank.Cpp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Compiles whole programs in C++ as one, each in a namespace, and runs each on its inputs. */
final class CppPrograms {
    private static final int SECONDS_MAX = 120;

    private final Path directory;
    private final StringBuilder source = new StringBuilder(Cpp.PREAMBLE);
    private final StringBuilder choice = new StringBuilder();
    private final Map<String, List<String>> inputs = new LinkedHashMap<>();

    CppPrograms(Path directory) {
        this.directory = directory;
    }

    void add(String id, String program, List<String> given) {
        if (!program.startsWith(Cpp.PREAMBLE)) {
            throw new IllegalArgumentException("begins otherwise: " + program);
        }
        String space = "p" + inputs.size();
        source.append("namespace ").append(space).append(" {\n");
        source.append(program.substring(Cpp.PREAMBLE.length())).append("\n}\n");
        choice.append("    if (argv[1] == string(\"" + space + "\")) return " + space + "::main();\n");
        inputs.put(id, given);
    }

    /** The outputs by id, one for each input. */
    Map<String, List<String>> run() throws IOException, InterruptedException {
        Files.writeString(
                directory.resolve("programs.cpp"),
                source + "int main(int argc, char** argv) {\n" + choice + "    return argc;\n}\n");
        end(List.of("g++", "-std=c++17", "-O0", "programs.cpp", "-o", "programs"), "empty", "compiler.log");
        Map<String, List<String>> outputs = new LinkedHashMap<>();
        for (Map.Entry<String, List<String>> program : inputs.entrySet()) {
            String space = "p" + outputs.size();
            List<String> said = new ArrayList<>();
            for (String input : program.getValue()) {
                said.add(end(List.of("./programs", space), input, "output"));
            }
            outputs.put(program.getKey(), said);
        }
        return outputs;
    }

    /** What the compiler says against programs, all as one; empty where they compile. */
    static String against(Path directory, List<String> programs) throws IOException, InterruptedException {
        CppPrograms all = new CppPrograms(directory);
        for (String program : programs) {
            all.add(program, program, List.of());
        }
        Path source = Files.writeString(directory.resolve("checked.cpp"), all.source);
        Path log = directory.resolve("checked.log");
        Process compiler = new ProcessBuilder("g++", "-std=c++17", "-fsyntax-only", source.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (!compiler.waitFor(SECONDS_MAX, TimeUnit.SECONDS)) {
            compiler.destroyForcibly();
            return "took more than " + SECONDS_MAX + " s";
        }
        return compiler.exitValue() == 0 ? "" : Files.readString(log);
    }

    private String end(List<String> command, String input, String output) throws IOException, InterruptedException {
        Path given = Files.writeString(directory.resolve("input"), input);
        Path written = directory.resolve(output);
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectInput(given.toFile())
                .redirectOutput(written.toFile())
                .start();
        if (!process.waitFor(SECONDS_MAX, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("took more than " + SECONDS_MAX + " s: " + command);
        }
        String text = Files.readString(written);
        if (process.exitValue() != 0) {
            throw new IllegalStateException(command + " ended with " + process.exitValue() + ": " + text);
        }
        return text;
    }
}
