package dev.triptych.cli;

import dev.triptych.cli.stack.StackOptions;
import dev.triptych.cli.stack.Teachers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every command that brings a stack up. */
final class StackArguments {
    @Option(names = "--with", paramLabel = "PART", description = "Also start a part: kafka")
    List<String> with = List.of();

    @Option(names = "--teacher-url", paramLabel = "URL", description = "An OpenAI-compatible server, as http://host/v1")
    @Nullable
    String teacherUrl;

    @Option(names = "--teacher-model", paramLabel = "NAME", description = "The model to ask there")
    @Nullable
    String teacherModel;

    @Option(names = "--teacher-key-file", paramLabel = "FILE", description = "A file that holds its API key")
    @Nullable
    Path teacherKeyFile;

    @Option(
            names = "--teachers",
            paramLabel = "FILE",
            description =
                    "Several teachers, with prices, limits and fallbacks: a properties file, see docs/teachers.md")
    @Nullable
    Path teachers;

    @Option(
            names = "--port",
            paramLabel = "NAME=NUMBER",
            description = "A port you want, as workflows=8080; others are chosen free")
    Map<String, Integer> ports = new LinkedHashMap<>();

    @Option(
            names = "--rehearsal",
            paramLabel = "KEY=VALUE",
            description = "A setting of the rehearsal teacher, as slots=16")
    Map<String, String> rehearsal = new LinkedHashMap<>();

    StackOptions options(Optional<String> only) {
        for (String part : with) {
            if (!part.equals("kafka")) {
                throw CliException.usage("--with " + part + " is unknown: only kafka can be added");
            }
        }
        if (only.filter(name -> !name.equals("verifier")).isPresent()) {
            throw CliException.usage("--only " + only.get() + " is unknown: only the verifier runs alone");
        }
        ports.forEach((name, port) -> {
            if (!StackOptions.PORTS.contains(name)) {
                throw CliException.usage(
                        "--port " + name + " is unknown; there are: " + String.join(", ", StackOptions.PORTS));
            }
            if (port < 1 || port > 65_535) {
                throw CliException.usage("--port " + name + "=" + port + ": must be between 1 and 65535");
            }
        });
        return new StackOptions(with.contains("kafka"), false, only.isPresent(), teachers(), ports, rehearsal);
    }

    private Teachers teachers() {
        if (teacherUrl == null && teacherModel == null && teacherKeyFile == null) {
            return teachers == null ? Teachers.rehearsed() : Teachers.read(teachers);
        }
        if (teachers != null) {
            throw CliException.usage(
                    "--teachers and --teacher-url exclude each other: describe all teachers in the file");
        }
        if (teacherUrl == null) {
            throw CliException.usage("--teacher-url is missing: name the server, as http://host/v1");
        }
        TeacherUrl.requireHttp(teacherUrl);
        if (teacherModel == null) {
            throw CliException.usage("--teacher-model is missing: name the model to ask at " + teacherUrl);
        }
        if (teacherKeyFile != null && !Files.isReadable(teacherKeyFile)) {
            throw CliException.usage("--teacher-key-file " + teacherKeyFile + ": cannot be read");
        }
        return Teachers.own(TeacherUrl.reachable(teacherUrl), teacherModel, Optional.ofNullable(teacherKeyFile));
    }
}
