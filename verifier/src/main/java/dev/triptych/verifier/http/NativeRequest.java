package dev.triptych.verifier.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.triptych.contracts.Assurance;
import dev.triptych.contracts.verify.Limits;
import dev.triptych.contracts.verify.SuiteStyle;
import dev.triptych.verifier.judge.Checker;
import dev.triptych.verifier.judge.Submission;
import dev.triptych.verifier.sandbox.CppStandard;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Reads the native request field by field, so that every complaint can name its field. */
public final class NativeRequest {
    private static final int CASES_MAX = 1_000;
    private static final Set<String> FIELDS = Set.of(
            "language",
            "standard",
            "style",
            "solution",
            "tests",
            "cases",
            "checker",
            "entryPoint",
            "limits",
            "coverage",
            "minAssurance",
            "cache");
    private static final Set<String> CHECKER_FIELDS = Set.of("language", "standard", "source");
    private static final Set<String> LIMIT_FIELDS = Set.of("cpuSeconds", "wallSeconds", "memoryMiB", "outputMiB");
    private static final Map<String, CppStandard> STANDARDS =
            Map.of("c++17", CppStandard.CPP_17, "c++20", CppStandard.CPP_20);
    private static final Map<String, SuiteStyle> PYTHON_STYLES =
            Map.of("pytest", SuiteStyle.PYTEST, "function", SuiteStyle.FUNCTION, "stdio", SuiteStyle.STDIO);
    private static final Map<String, SuiteStyle> CPP_STYLES =
            Map.of("assert", SuiteStyle.ASSERT, "stdio", SuiteStyle.STDIO);
    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,99}");

    private final JsonNode body;
    private final List<String> problems = new ArrayList<>();

    private NativeRequest(JsonNode body) {
        this.body = body;
    }

    /** @throws BadRequestException with every problem found */
    static Submission read(byte[] json) {
        return read(Json.read(json));
    }

    /** @throws BadRequestException with every problem found */
    public static Submission read(JsonNode body) {
        if (!body.isObject()) {
            throw new BadRequestException(List.of("body: must be a JSON object"));
        }
        return new NativeRequest(body).submission();
    }

    /** The field {@code limits} of a request of another kind. */
    public static Limits limits(JsonNode body) {
        NativeRequest request = new NativeRequest(body);
        Limits limits = request.limits();
        if (!request.problems.isEmpty()) {
            throw new BadRequestException(request.problems);
        }
        return limits;
    }

    /** Whether it must be judged although the result may be known: {@code "cache": false}. */
    static boolean fresh(JsonNode body) {
        return !body.path("cache").asBoolean(true);
    }

    private Submission submission() {
        unknown(body, FIELDS, "");
        Optional<CppStandard> cpp = language(body, "");
        SuiteStyle style = style(cpp.isPresent());
        String solution = text("solution", true);
        String tests = text("tests", style != SuiteStyle.STDIO);
        if (style == SuiteStyle.STDIO && body.has("tests")) {
            problems.add("tests: not used by style stdio; give cases");
        }
        List<Submission.Case> cases = style == SuiteStyle.STDIO ? cases() : noCases();
        Optional<Checker> checker = checker(style, cases);
        Optional<String> entryPoint = entryPoint();
        boolean coverage = bool("coverage");
        if (coverage && cpp.isPresent()) {
            problems.add("coverage: not offered for cpp");
        }
        bool("cache");
        Limits limits = limits();
        Assurance minAssurance = minAssurance();
        if (!problems.isEmpty()) {
            throw new BadRequestException(problems);
        }
        return new Submission(
                style, solution, tests, cases, entryPoint, limits, minAssurance, coverage, false, cpp, checker);
    }

    private void unknown(JsonNode object, Set<String> known, String prefix) {
        object.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                problems.add(prefix + shortened(name) + ": unknown field; known are " + new TreeSet<>(known));
            }
        });
    }

    /** The standard of C++; empty for Python. */
    private Optional<CppStandard> language(JsonNode object, String prefix) {
        String language = text(object, prefix, "language", true);
        String standard = text(object, prefix, "standard", false);
        if (!language.equals("cpp")) {
            if (!language.isEmpty() && !language.equals("python")) {
                problems.add(prefix + "language: must be python or cpp, was " + shortened(language));
            } else if (!standard.isEmpty()) {
                problems.add(prefix + "standard: only used by language cpp");
            }
            return Optional.empty();
        }
        CppStandard found = standard.isEmpty() ? CppStandard.CPP_17 : STANDARDS.get(standard);
        if (found == null) {
            problems.add(prefix + "standard: must be c++17 or c++20, was " + shortened(standard));
        }
        return Optional.of(found == null ? CppStandard.CPP_17 : found);
    }

    private Optional<Checker> checker(SuiteStyle style, List<Submission.Case> cases) {
        JsonNode given = body.path("checker");
        if (given.isMissingNode() || given.isNull()) {
            return Optional.empty();
        }
        if (style != SuiteStyle.STDIO) {
            problems.add("checker: only used by style stdio");
        }
        if (!given.isObject()) {
            problems.add("checker: must be an object");
            return Optional.empty();
        }
        unknown(given, CHECKER_FIELDS, "checker.");
        for (int i = 0; i < cases.size(); i++) {
            int chars = cases.get(i).stdin().length() + cases.get(i).stdout().length();
            if (chars > Checker.CASE_CHARS_MAX) {
                problems.add("cases[" + i + "]: with a checker, at most " + Checker.CASE_CHARS_MAX + " characters");
            }
        }
        Optional<CppStandard> cpp = language(given, "checker.");
        return Optional.of(new Checker(text(given, "checker.", "source", true), cpp));
    }

    private SuiteStyle style(boolean cpp) {
        Map<String, SuiteStyle> styles = cpp ? CPP_STYLES : PYTHON_STYLES;
        String name = text("style", true);
        SuiteStyle style = styles.get(name);
        if (style == null && !name.isEmpty()) {
            String language = cpp ? "cpp" : "python";
            problems.add("style: must be one of " + new TreeSet<>(styles.keySet()) + " for " + language + ", was "
                    + shortened(name));
        }
        return style == null ? SuiteStyle.STDIO : style;
    }

    private String text(String field, boolean required) {
        return text(body, "", field, required);
    }

    private String text(JsonNode object, String prefix, String field, boolean required) {
        JsonNode value = object.get(field);
        if (value == null || value.isNull()) {
            if (required) {
                problems.add(prefix + field + ": is missing");
            }
            return "";
        }
        if (!value.isTextual()) {
            problems.add(prefix + field + ": must be a string");
            return "";
        }
        if (required && value.textValue().isBlank()) {
            problems.add(prefix + field + ": must not be empty");
        }
        return value.textValue();
    }

    private boolean bool(String field) {
        JsonNode value = body.path(field);
        if (!value.isMissingNode() && !value.isBoolean()) {
            problems.add(field + ": must be true or false");
        }
        return value.asBoolean(false);
    }

    private List<Submission.Case> noCases() {
        if (body.has("cases")
                && !body.get("cases").isNull()
                && !body.get("cases").isEmpty()) {
            problems.add("cases: only used by style stdio");
        }
        return List.of();
    }

    private List<Submission.Case> cases() {
        JsonNode list = body.path("cases");
        if (!list.isArray() || list.isEmpty() || list.size() > CASES_MAX) {
            problems.add("cases: must be a list of 1 to " + CASES_MAX);
            return List.of();
        }
        List<Submission.Case> cases = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            JsonNode one = list.get(i);
            String path = "cases[" + i + "]";
            if (!one.path("stdin").isTextual() || !one.path("stdout").isTextual()) {
                problems.add(path + ": must have the strings stdin and stdout");
            }
            unknown(one, Set.of("stdin", "stdout"), path + ".");
            cases.add(new Submission.Case(
                    one.path("stdin").asText(), one.path("stdout").asText()));
        }
        return cases;
    }

    private Optional<String> entryPoint() {
        String name = text("entryPoint", false);
        if (!name.isEmpty() && !IDENTIFIER.matcher(name).matches()) {
            problems.add("entryPoint: must be an identifier");
        }
        return Optional.of(name).filter(Predicate.not(String::isEmpty));
    }

    private Assurance minAssurance() {
        String level = text("minAssurance", false);
        Optional<Assurance> assurance = Assurance.of(level);
        if (!level.isEmpty() && assurance.isEmpty()) {
            problems.add("minAssurance: must be " + Assurance.WORDS + ", was " + shortened(level));
        }
        return assurance.orElse(Assurance.IN_PROCESS);
    }

    private Limits limits() {
        JsonNode given = body.path("limits");
        if (given.isMissingNode() || given.isNull()) {
            return Limits.DEFAULT;
        }
        if (!given.isObject()) {
            problems.add("limits: must be an object");
            return Limits.DEFAULT;
        }
        unknown(given, LIMIT_FIELDS, "limits.");
        double cpu = number(given, "cpuSeconds", Limits.DEFAULT.cpuSeconds());
        double wall = number(given, "wallSeconds", Math.max(Limits.DEFAULT.wallSeconds(), Math.min(600, 2 * cpu)));
        int memory = whole(given, "memoryMiB", Limits.DEFAULT.memoryMib());
        int output = whole(given, "outputMiB", Limits.DEFAULT.outputMib());
        try {
            return new Limits(cpu, wall, memory, output);
        } catch (IllegalArgumentException e) {
            problems.add(String.valueOf(e.getMessage()));
            return Limits.DEFAULT;
        }
    }

    private double number(JsonNode object, String field, double otherwise) {
        JsonNode value = object.path(field);
        if (value.isMissingNode()) {
            return otherwise;
        }
        if (!value.isNumber()) {
            problems.add("limits." + field + ": must be a number");
            return otherwise;
        }
        return value.doubleValue();
    }

    private int whole(JsonNode object, String field, int otherwise) {
        JsonNode value = object.path(field);
        if (value.isMissingNode()) {
            return otherwise;
        }
        if (!value.isIntegralNumber() || !value.canConvertToInt()) {
            problems.add("limits." + field + ": must be a whole number");
            return otherwise;
        }
        return value.intValue();
    }

    private static String shortened(String text) {
        return text.length() <= 50 ? text : text.substring(0, 50) + "…";
    }
}
