package dev.triptych.verifier.http.piston;

import dev.triptych.contracts.Language;
import dev.triptych.contracts.verify.Limits;
import dev.triptych.verifier.http.BadRequestException;
import dev.triptych.verifier.http.Exchange;
import dev.triptych.verifier.program.Execution;
import dev.triptych.verifier.program.Input;
import dev.triptych.verifier.program.Program;
import dev.triptych.verifier.program.ProgramResult;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A problem as open-r1 sends it: {@code input.txt}, {@code correct_output.txt}, {@code grader_config} with {@code
 * TIME_LIMIT} in seconds, {@code MEMORY_LIMIT} in MB and {@code INPUT_MODE}, and sometimes {@code checker.py}. The
 * package answers with {@code 1} or {@code 0} on standard output. The expected output and the checker never enter the
 * jail of the program: the answer is found outside, or by the checker in a jail of its own.
 */
record Graded(byte[] input, byte[] expected, Optional<String> checker, boolean byFiles, Limits limits) {
    private static final String INPUT = "input.txt";
    private static final String OUTPUT = "output.txt";
    private static final String EXPECTED = "correct_output.txt";
    private static final String SOLUTION_OUTPUT = "solution_output.txt";
    private static final Limits CHECKER_LIMITS = new Limits(10, 20, 512, 1);
    private static final int MEMORY_MIN_MIB = 16;
    private static final int MEMORY_MAX_MIB = 8_192;
    private static final double SECONDS_MIN = 0.1;
    private static final double WALL_SECONDS_MORE = 3;
    private static final double SECONDS_MAX = 300;
    /** What an interpreter takes before the program begins is not the program's. */
    private static final int MEMORY_ALLOWANCE_MIB = 32;

    static Graded read(Map<String, byte[]> files, Limits otherwise) {
        for (String name : List.of(INPUT, EXPECTED)) {
            if (!files.containsKey(name)) {
                throw new BadRequestException("files", name + " is missing");
            }
        }
        Map<String, String> config = config(files.getOrDefault("grader_config", new byte[0]));
        double seconds = number(config, "TIME_LIMIT", otherwise.cpuSeconds(), SECONDS_MIN, SECONDS_MAX);
        int memory = (int) number(config, "MEMORY_LIMIT", otherwise.memoryMib(), MEMORY_MIN_MIB, MEMORY_MAX_MIB);
        Limits limits = new Limits(
                seconds,
                Math.max(2 * seconds, seconds + WALL_SECONDS_MORE),
                Math.min(MEMORY_MAX_MIB, memory + MEMORY_ALLOWANCE_MIB),
                otherwise.outputMib());
        return new Graded(
                files.getOrDefault(INPUT, new byte[0]),
                files.getOrDefault(EXPECTED, new byte[0]),
                Optional.ofNullable(files.get("checker.py")).map(Exchange::text),
                config.getOrDefault("INPUT_MODE", "stdio").equals("file"),
                limits);
    }

    private static Map<String, String> config(byte[] text) {
        Map<String, String> config = new HashMap<>();
        Exchange.text(text)
                .lines()
                .map(line -> line.split("=", 2))
                .filter(pair -> pair.length == 2)
                .forEach(pair -> config.put(pair[0].strip(), pair[1].strip()));
        return config;
    }

    private static double number(Map<String, String> config, String name, double otherwise, double min, double max) {
        String given = config.get(name);
        if (given == null) {
            return otherwise;
        }
        try {
            double number = Double.parseDouble(given);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Refused below like a number out of range.
        }
        throw new BadRequestException("files.grader_config", name + " must be " + min + " to " + max);
    }

    /** The solution with nothing but its input. */
    Program program(Language language, String source, Limits compile) {
        Input given =
                byFiles ? new Input(new byte[0], List.of(), Map.of(INPUT, input), List.of(OUTPUT)) : Input.of(input);
        return new Program(language, source, given, limits, compile);
    }

    /** What the solution answered. */
    byte[] answer(ProgramResult result) {
        return byFiles
                ? result.files().getOrDefault(OUTPUT, new byte[0])
                : result.run().map(Execution::stdout).orElse(new byte[0]);
    }

    /** The checker with the solution's answer. */
    Optional<Program> check(byte[] answer) {
        return checker.map(source -> {
            Map<String, byte[]> files = new LinkedHashMap<>();
            files.put(INPUT, input);
            files.put(EXPECTED, expected);
            files.put(SOLUTION_OUTPUT, answer);
            Input given = new Input(new byte[0], List.of(INPUT, EXPECTED, SOLUTION_OUTPUT), files, List.of());
            return new Program(Language.PYTHON, source, given, CHECKER_LIMITS, CHECKER_LIMITS);
        });
    }

    /** Whether the answer is the expected one, blanks aside. */
    boolean same(byte[] answer) {
        return Arrays.equals(tokens(answer), tokens(expected));
    }

    private static String[] tokens(byte[] text) {
        return Stream.of(new String(text, StandardCharsets.ISO_8859_1).split("\\s+"))
                .filter(token -> !token.isEmpty())
                .toArray(String[]::new);
    }
}
