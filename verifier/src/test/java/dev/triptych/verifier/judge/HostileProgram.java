package dev.triptych.verifier.judge;

import dev.triptych.contracts.Assurance;
import dev.triptych.contracts.Verdict;
import dev.triptych.contracts.verify.Limits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One program of {@code src/test/hostile} and what it may get; the README there tells what a folder holds.
 *
 * @param expected any of these verdicts
 * @param copies how many run at the same time, each in a place of its own
 */
record HostileProgram(String name, Submission submission, Set<Verdict> expected, Limits limits, int copies) {
    /** For a program that does not wait; a busy machine may give it a small part of its time. */
    private static final double WALL_SECONDS = 60;

    private static final String PROBING_SUITE = """
            from solution import holes


            def test_holes():
                found = holes()
                assert found == [], found
            """;
    /** Parsed before it runs, a suite that asks for its own process's things is refused: so it hides what it does. */
    private static final String PROBED_SUITE = """
            import base64

            from solution import add

            NAMES = {"__name__": "probe"}
            exec(compile(base64.b64decode("%s"), "probe.py", "exec"), NAMES)


            def test_holes():
                found = NAMES["holes"]()
                assert found == [], found
            """;

    /** The programs of a folder, in the order in which they run; those of numbered sub-folders run in every place. */
    static List<HostileProgram> of(Path folder, HostFacts facts, int places) throws IOException {
        List<Path> stages;
        try (Stream<Path> inside = Files.list(folder)) {
            stages = inside.filter(Files::isDirectory).sorted().toList();
        }
        if (stages.isEmpty()) {
            return new Reader(folder, folder.getFileName().toString(), facts, 1).programs();
        }
        List<HostileProgram> programs = new ArrayList<>();
        for (Path stage : stages) {
            String name = folder.getFileName() + "/" + stage.getFileName();
            boolean inOrder = Character.isDigit(stage.getFileName().toString().charAt(0));
            programs.addAll(new Reader(stage, name, facts, inOrder ? places : 1).programs());
        }
        return programs;
    }

    /** Reads one folder with an {@code expect}. */
    private static final class Reader {
        private final Path folder;
        private final String name;
        private final HostFacts facts;
        private final Set<Verdict> expected;
        private final Map<String, Double> options = new HashMap<>();
        private final Limits limits;
        private final int copies;
        private final Assurance least;

        Reader(Path folder, String name, HostFacts facts, int copies) throws IOException {
            this.folder = folder;
            this.name = name;
            this.facts = facts;
            List<String> lines = Files.readAllLines(folder.resolve("expect"));
            this.expected = Arrays.stream(lines.getFirst().strip().split(" "))
                    .map(Verdict::valueOf)
                    .collect(Collectors.toSet());
            for (String line : lines.subList(1, lines.size())) {
                String[] words = line.strip().split(" ");
                options.put(words[0], Double.valueOf(words[1]));
            }
            boolean waits = expected.contains(Verdict.ILE);
            this.limits = new Limits(
                    option("cpu", waits ? 0.5 : RealSandbox.LIMITS.cpuSeconds()),
                    option("wall", waits ? 1.5 : WALL_SECONDS),
                    (int) option("memory", RealSandbox.LIMITS.memoryMib()),
                    (int) option("output", RealSandbox.LIMITS.outputMib()));
            this.copies = (int) option("at-once", copies);
            this.least = option("split", 0) > 0 ? Assurance.SPLIT : Assurance.SELF_ATTESTED;
        }

        private double option(String key, double otherwise) {
            return options.getOrDefault(key, otherwise);
        }

        List<HostileProgram> programs() throws IOException {
            if (has("asserts.py")) {
                return List.of(program("", RealSandbox.function(read("solution.py"), read("asserts.py"))));
            }
            List<HostileProgram> suites = suites();
            if (!suites.isEmpty()) {
                return suites;
            }
            if (has("program.py")) {
                String stdin = has("stdin") ? read("stdin").repeat((int) option("stdin-times", 1)) : "";
                String stdout = has("stdout") ? read("stdout").repeat((int) option("stdout-times", 1)) : "";
                int cases = (int) option("cases", 1);
                String program = read("program.py") + "\n#" + "x".repeat((int) option("padding", 0)) + "\n";
                return List.of(program("", RealSandbox.stdio(program, stdin, stdout, cases, limits)));
            }
            if (has("probe.py")) {
                String probe = read("probe.py");
                return List.of(
                        program(" as the solution", RealSandbox.pytest(probe, PROBING_SUITE, limits)),
                        program(
                                " as the suite",
                                RealSandbox.pytest(
                                        "def add(a, b):\n    return a + b\n",
                                        PROBED_SUITE.formatted(Base64.getEncoder()
                                                .encodeToString(probe.getBytes(StandardCharsets.UTF_8))),
                                        limits)),
                        program(
                                " as a script",
                                RealSandbox.stdio(probe + "\n\nprint(holes())\n", "", "[]\n", 1, limits)));
            }
            if (has("solution.cpp")) {
                return List.of(program("", RealSandbox.cpp(read("solution.cpp"), read("tests.cpp"), limits)));
            }
            if (has("program.cpp")) {
                String program = read("program.cpp") + "\n//" + "x".repeat((int) option("padding", 0)) + "\n";
                return List.of(program(
                        "", RealSandbox.cpp(program, List.of(new Submission.Case("", read("stdout"))), limits)));
            }
            throw new IOException("no program in " + folder);
        }

        /** Each {@code solution*.py} with each {@code tests*.py}. */
        private List<HostileProgram> suites() throws IOException {
            List<HostileProgram> programs = new ArrayList<>();
            for (String solution : files("solution")) {
                for (String tests : files("tests")) {
                    String how =
                            " " + solution.replaceAll("solution-?|\\.py", "") + tests.replaceAll("tests-?|\\.py", "");
                    String padding = "\n#" + "x".repeat((int) option("padding", 0)) + "\n";
                    programs.add(program(
                            how.stripTrailing(),
                            RealSandbox.pytest(read(solution) + padding, read(tests), limits, least)));
                }
            }
            return programs;
        }

        private List<String> files(String kind) throws IOException {
            try (Stream<Path> inside = Files.list(folder)) {
                return inside.map(path -> path.getFileName().toString())
                        .filter(file -> file.matches(kind + "(-.*)?\\.py"))
                        .sorted()
                        .toList();
            }
        }

        private HostileProgram program(String how, Submission submission) {
            return new HostileProgram(name + how, submission, expected, limits, copies);
        }

        private boolean has(String file) {
            return Files.exists(folder.resolve(file));
        }

        private String read(String file) throws IOException {
            return facts.fill(new String(Files.readAllBytes(folder.resolve(file)), StandardCharsets.UTF_8));
        }
    }
}
