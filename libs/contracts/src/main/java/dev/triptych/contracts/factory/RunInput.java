package dev.triptych.contracts.factory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.triptych.contracts.Assurance;
import dev.triptych.contracts.RunId;
import dev.triptych.contracts.Sha256;
import dev.triptych.contracts.Step;
import dev.triptych.contracts.json.TriptychJson;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a run is asked for: flat, with every default filled in. The one place for its fields, ranges and defaults;
 * {@link #read} is how REST, Kafka and the Temporal UI's form take it in.
 *
 * @param recipe one of {@link #RECIPES}
 * @param target candidates to accept, 1 to {@value #TARGET_MAX}
 * @param seed picks the seed material; the same seed and installation give the same candidates
 * @param teacher name of a configured teacher; empty: the only one configured, which the run learns when it is opened
 * @param subsets rows of configuration that questions are made by, taken in turn
 * @param window candidates in flight at once, 1 to {@value #WINDOW_MAX}; of {@code distill} to {@value #PAGED_WINDOW_MAX}
 * @param maxCandidates candidates to issue before the run is exhausted
 * @param lineCoverageMin share of the solution's lines that its tests must reach, 0 to 1
 * @param minAssurance the weakest judging that is taken for a proof
 * @param restyle whether an accepted triplet also gets a completion style
 * @param responsesMax responses tried until one passes, 0 to {@value #RESPONSES_MAX}; 0 asks for none
 * @param parentRun the run that this one continues; kept with the request, for the record
 * @param questions hash of the set of given questions; there iff the recipe is {@code distill}
 * @param samples responses for each given question, 1 to {@value #SAMPLES_MAX}
 * @param page given questions that are asked for by one activity, 1 to {@value #PAGE_MAX}
 * @param questionTeacher who is asked for questions; absent: {@code teacher}, as with the other steps
 * @param budgetMicroUsd what all calls together may cost, in millionths of a dollar; 0 is no limit
 * @param budgetTokens what all calls together may use, prompts and completions; 0 is no limit
 * @param onBudget what to do when the next call might exceed a budget, the run's or its tenant's
 * @param continueAsNewEvery candidates started per execution, for tests; 0 goes by the size of the history
 */
public record RunInput(
        String recipe,
        int target,
        long seed,
        String teacher,
        List<String> subsets,
        AttemptPolicy attempts,
        int window,
        int maxCandidates,
        double lineCoverageMin,
        Assurance minAssurance,
        boolean restyle,
        int responsesMax,
        String tenant,
        Optional<RunId> parentRun,
        Optional<Sha256> questions,
        int samples,
        int page,
        Optional<String> questionTeacher,
        Optional<String> solutionTeacher,
        Optional<String> testTeacher,
        Optional<String> rewriteTeacher,
        Optional<String> responseTeacher,
        long budgetMicroUsd,
        long budgetTokens,
        OnBudget onBudget,
        int continueAsNewEvery) {
    public static final List<String> RECIPES = List.of("kodcode", "distill");
    public static final int TARGET_MAX = 1_000_000;
    public static final int WINDOW_MAX = 200;

    /** More, because a page is one workflow; bounded by what a run can hand to its next execution. */
    public static final int PAGED_WINDOW_MAX = 1_600;

    public static final int SAMPLES_MAX = 32;
    public static final int PAGE_MAX = 200;
    public static final int CANDIDATES_MAX = 20_000_000;
    public static final int RESPONSES_MAX = 20;
    public static final int SUBSETS_MAX = 32;

    /** A million dollars, and as many tokens: far from what sums of them could overflow at. */
    public static final long BUDGET_MAX = 1_000_000_000_000L;

    /** The fields that may be changed while the run is under way. */
    public static final List<String> RETUNABLE = List.of(
            "teacher",
            "questionTeacher",
            "solutionTeacher",
            "testTeacher",
            "rewriteTeacher",
            "responseTeacher",
            "budgetMicroUsd",
            "budgetTokens",
            "onBudget",
            "window");

    /** The least that starts a run. */
    public static final String MINIMAL_EXAMPLE = "{\"recipe\":\"kodcode\",\"target\":12}";

    public RunInput {
        subsets = List.copyOf(subsets);
        // Runs that began before there were budgets do not say.
        onBudget = Objects.requireNonNullElse(onBudget, OnBudget.END);
    }

    /** Who is asked for {@code step}. */
    public String teacherOf(Step step) {
        Optional<String> own =
                switch (step) {
                    case QUESTION -> questionTeacher;
                    case SOLUTION -> solutionTeacher;
                    case TESTS -> testTeacher;
                    case RESTYLE -> rewriteTeacher;
                    case RESPONSE -> responseTeacher;
                };
        return own.orElse(teacher);
    }

    /** The same asked of {@code teacher} where a step has none of its own. */
    public RunInput withTeacher(String teacher) {
        return with(teacher, maxCandidates);
    }

    /** Everybody who may be asked. */
    public SortedSet<String> teachers() {
        SortedSet<String> teachers = new TreeSet<>();
        for (Step step : Step.values()) {
            teachers.add(teacherOf(step));
        }
        return teachers;
    }

    /** This input with some of its fields changed, checked as any other. A field that is null gets its default. */
    public Reading retuned(@Nullable JsonNode changes) {
        ObjectNode retuned = TriptychJson.mapper().valueToTree(this);
        if (changes instanceof ObjectNode fields) {
            List<String> problems = fields.properties().stream()
                    .map(Map.Entry::getKey)
                    .filter(field -> !RETUNABLE.contains(field))
                    .map(field -> RunInputReader.cut(field) + ": cannot be changed; these can: "
                            + String.join(", ", RETUNABLE))
                    .toList();
            if (!problems.isEmpty()) {
                return new Invalid(problems);
            }
            retuned.setAll(fields);
        } else if (changes != null && !changes.isNull()) {
            return new Invalid(List.of("changes: must be one JSON object"));
        }
        return read(retuned);
    }

    /** Whether its candidates are given questions, worked on by page. */
    public boolean byPage() {
        return questions.isPresent();
    }

    /** The same with at most {@code most} candidates. */
    public RunInput withCandidatesAtMost(int most) {
        return with(teacher, Math.min(maxCandidates, most));
    }

    private RunInput with(String teacher, int maxCandidates) {
        return new RunInput(
                recipe,
                target,
                seed,
                teacher,
                subsets,
                attempts,
                window,
                maxCandidates,
                lineCoverageMin,
                minAssurance,
                restyle,
                responsesMax,
                tenant,
                parentRun,
                questions,
                samples,
                page,
                questionTeacher,
                solutionTeacher,
                testTeacher,
                rewriteTeacher,
                responseTeacher,
                budgetMicroUsd,
                budgetTokens,
                onBudget,
                continueAsNewEvery);
    }

    /** What {@link #read} found. */
    public sealed interface Reading {}

    /** Every field is known and in range. */
    public record Valid(RunInput input) implements Reading {}

    /** @param problems one line each, beginning with the field's path; at least one */
    public record Invalid(List<String> problems) implements Reading {
        public Invalid {
            problems = List.copyOf(problems);
        }

        /** All problems and a minimal example, for people. */
        public String message() {
            return "The run's input is not valid: " + String.join("; ", problems) + ". A minimal example: "
                    + MINIMAL_EXAMPLE + " (with a teacher, where several are configured)";
        }
    }

    /** Checks an input from outside and fills in the defaults. */
    public static Reading read(@Nullable JsonNode json) {
        return new RunInputReader(json).read();
    }
}
