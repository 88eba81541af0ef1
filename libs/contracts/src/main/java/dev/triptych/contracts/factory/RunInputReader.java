package dev.triptych.contracts.factory;

import com.fasterxml.jackson.databind.JsonNode;
import dev.triptych.contracts.Assurance;
import dev.triptych.contracts.RunId;
import dev.triptych.contracts.Sha256;
import dev.triptych.contracts.solution.RespondPageRequest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a {@link RunInput} and collects every problem, so that one answer tells them all. */
final class RunInputReader {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,63}");
    private static final String NAME_RULE = "1 to 64 letters, digits, '_', '.' or '-'";
    private static final int SHOWN_CHARS_MAX = 60;
    private static final int TYPO_DISTANCE_MAX = 3;

    private final @Nullable JsonNode json;
    private final List<String> problems = new ArrayList<>();
    private final Set<String> known = new LinkedHashSet<>();

    RunInputReader(@Nullable JsonNode json) {
        this.json = json;
    }

    RunInput.Reading read() {
        if (json != null && !json.isObject() && !json.isNull() && !json.isMissingNode()) {
            return new RunInput.Invalid(List.of("input: must be one JSON object, was " + shown(json)));
        }
        RunInput input = fields();
        unknownFields();
        return problems.isEmpty() ? new RunInput.Valid(input) : new RunInput.Invalid(problems);
    }

    private RunInput fields() {
        String recipe = recipe();
        boolean given = recipe.equals("distill");
        int target = (int) wholeNumber("target", 1, RunInput.TARGET_MAX, null);
        int maxCandidates = (int) wholeNumber("maxCandidates", 0, RunInput.CANDIDATES_MAX, 0L);
        int samples = (int) wholeNumber("samples", 1, RunInput.SAMPLES_MAX, 1L);
        return new RunInput(
                recipe,
                target,
                wholeNumber("seed", Long.MIN_VALUE, Long.MAX_VALUE, 1L),
                name("teacher", ""),
                subsets(),
                parsed("attempts", AttemptPolicy::parse, new AttemptPolicy.Fixed(2)),
                (int) wholeNumber(
                        "window", 1, given ? RunInput.PAGED_WINDOW_MAX : RunInput.WINDOW_MAX, given ? 800L : 8L),
                maxCandidates > 0 ? maxCandidates : 10 * target + 20,
                lineCoverageMin(),
                parsed("minAssurance", RunInputReader::assurance, Assurance.SPLIT),
                flag("restyle", true),
                (int) wholeNumber("responsesMax", 0, RunInput.RESPONSES_MAX, 3L),
                name("tenant", "default"),
                parsed("parentRun", text -> Optional.of(new RunId(text)), Optional.empty()),
                questions(given),
                samples,
                (int) wholeNumber(
                        "page",
                        1,
                        Math.min(RunInput.PAGE_MAX, RespondPageRequest.CALLS_MAX / samples),
                        Math.min(200L, RespondPageRequest.CALLS_MAX / samples)),
                ownTeacher("questionTeacher"),
                ownTeacher("solutionTeacher"),
                ownTeacher("testTeacher"),
                ownTeacher("rewriteTeacher"),
                ownTeacher("responseTeacher"),
                wholeNumber("budgetMicroUsd", 0, RunInput.BUDGET_MAX, 0L),
                wholeNumber("budgetTokens", 0, RunInput.BUDGET_MAX, 0L),
                parsed("onBudget", OnBudget::parse, OnBudget.END),
                (int) wholeNumber("continueAsNewEvery", 0, 10_000, 0L));
    }

    private Optional<Sha256> questions(boolean given) {
        Optional<Sha256> questions = parsed("questions", text -> Optional.of(new Sha256(text)), Optional.empty());
        if (given && value("questions") == null) {
            problems.add("questions: is missing; the hash that an import of questions gave");
        }
        if (!given && questions.isPresent()) {
            problems.add("questions: only the recipe distill is about given questions");
        }
        return questions;
    }

    private String recipe() {
        JsonNode value = value("recipe");
        if (value == null) {
            problems.add("recipe: is missing; one of " + RunInput.RECIPES);
            return "";
        }
        if (!RunInput.RECIPES.contains(value.asText())) {
            problems.add("recipe: must be one of " + RunInput.RECIPES + ", was " + shown(value)
                    + didYouMean(value.asText(), RunInput.RECIPES));
        }
        return value.asText();
    }

    private List<String> subsets() {
        JsonNode value = value("subsets");
        if (value == null) {
            return List.of("Docs", "Algorithm");
        }
        if (!value.isArray() || value.isEmpty() || value.size() > RunInput.SUBSETS_MAX) {
            problems.add("subsets: must be a list of 1 to " + RunInput.SUBSETS_MAX + " names, was " + shown(value));
            return List.of();
        }
        Set<String> names = new LinkedHashSet<>();
        for (int i = 0; i < value.size(); i++) {
            JsonNode item = value.get(i);
            if (!item.isTextual() || !NAME.matcher(item.asText()).matches()) {
                problems.add("subsets[" + i + "]: must be " + NAME_RULE + ", was " + shown(item));
            } else if (!names.add(item.asText())) {
                problems.add("subsets[" + i + "]: is there twice: " + shown(item));
            }
        }
        return List.copyOf(names);
    }

    private double lineCoverageMin() {
        JsonNode value = value("lineCoverageMin");
        if (value == null) {
            return 0.9;
        }
        if (!value.isNumber() || !(value.asDouble() >= 0 && value.asDouble() <= 1)) {
            problems.add("lineCoverageMin: must be a number from 0 to 1, was " + shown(value));
        }
        return value.asDouble();
    }

    private long wholeNumber(String field, long min, long max, @Nullable Long byDefault) {
        JsonNode value = value(field);
        if (value == null) {
            if (byDefault == null) {
                problems.add(field + ": is missing; a whole number from " + min + " to " + max);
                return min;
            }
            return byDefault;
        }
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            problems.add(field + ": must be a whole number, was " + shown(value));
            return min;
        }
        long number = value.asLong();
        if (number < min) {
            problems.add(field + ": must be ≥ " + min + ", was " + number);
        } else if (number > max) {
            problems.add(field + ": must be ≤ " + max + ", was " + number);
        }
        return Math.clamp(number, min, max);
    }

    private boolean flag(String field, boolean byDefault) {
        JsonNode value = value(field);
        if (value == null) {
            return byDefault;
        }
        if (!value.isBoolean()) {
            problems.add(field + ": must be true or false, was " + shown(value));
        }
        return value.asBoolean();
    }

    private String name(String field, String byDefault) {
        JsonNode value = value(field);
        if (value == null || (value.isTextual() && value.asText().equals(byDefault))) {
            return byDefault;
        }
        if (!value.isTextual() || !NAME.matcher(value.asText()).matches()) {
            problems.add(field + ": must be " + NAME_RULE + ", was " + shown(value));
        }
        return value.asText();
    }

    private Optional<String> ownTeacher(String field) {
        return Optional.of(name(field, "")).filter(name -> !name.isEmpty());
    }

    private <T> T parsed(String field, Function<String, T> parse, T byDefault) {
        JsonNode value = value(field);
        if (value == null) {
            return byDefault;
        }
        if (!value.isTextual()) {
            problems.add(field + ": must be a text, was " + shown(value));
            return byDefault;
        }
        try {
            return parse.apply(value.asText());
        } catch (IllegalArgumentException e) {
            problems.add(field + ": " + e.getMessage());
            return byDefault;
        }
    }

    private static Assurance assurance(String text) {
        return Assurance.of(text)
                .orElseThrow(() -> new IllegalArgumentException("must be " + Assurance.WORDS + ", was " + text));
    }

    /** The field's value, or null where it is absent or null; remembers that the field is known. */
    private @Nullable JsonNode value(String field) {
        known.add(field);
        JsonNode value = json == null ? null : json.get(field);
        return value == null || value.isNull() ? null : value;
    }

    private void unknownFields() {
        if (json == null) {
            return;
        }
        Set<String> unknown = new HashSet<>();
        json.fieldNames().forEachRemaining(unknown::add);
        unknown.removeAll(known);
        unknown.stream()
                .sorted()
                .forEach(field -> problems.add(cut(field) + ": is not a field of a run" + didYouMean(field, known)));
    }

    private static String didYouMean(String given, Iterable<String> candidates) {
        String best = null;
        int bestDistance = TYPO_DISTANCE_MAX + 1;
        for (String candidate : candidates) {
            int distance = distance(given.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
            if (distance < bestDistance && distance < candidate.length() / 2 + 1) {
                best = candidate;
                bestDistance = distance;
            }
        }
        return best == null ? "" : "; did you mean " + best + "?";
    }

    /** Levenshtein distance; texts of more than {@value #SHOWN_CHARS_MAX} characters are far from everything. */
    private static int distance(String a, String b) {
        if (a.length() > SHOWN_CHARS_MAX) {
            return Integer.MAX_VALUE;
        }
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replaced, Math.min(previous[j], current[j - 1]) + 1);
            }
            previous = current;
        }
        return previous[b.length()];
    }

    private static String shown(JsonNode value) {
        return cut(value.toString());
    }

    static String cut(String text) {
        return text.length() <= SHOWN_CHARS_MAX ? text : text.substring(0, SHOWN_CHARS_MAX) + "…";
    }
}
