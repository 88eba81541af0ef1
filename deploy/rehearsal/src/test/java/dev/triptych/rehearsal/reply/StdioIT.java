package dev.triptych.rehearsal.reply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triptych.rehearsal.bank.CaseSource;
import dev.triptych.rehearsal.bank.Families;
import dev.triptych.rehearsal.bank.Family;
import dev.triptych.rehearsal.bank.Lines;
import dev.triptych.rehearsal.bank.LinesReader;
import dev.triptych.rehearsal.bank.Problem;
import dev.triptych.rehearsal.bank.Signature;
import dev.triptych.rehearsal.bank.Variant;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs for standard input, generators and validators of every family, run by a real Python and a real compiler. */
class StdioIT {
    private static final int CPP_EVERY = 8;
    private static final List<String> SEEDS = List.of("1", "2");
    private static final List<Set<Variant>> VARIANTS = List.of(Set.of(), Set.of(Variant.EASIER, Variant.HARDER));

    @TempDir
    static Path directory;

    private static final Map<String, Problem> PROBLEMS = new LinkedHashMap<>();
    private static final Map<String, Problem> IN_CPP = new LinkedHashMap<>();
    private static Map<String, List<String>> made = Map.of();
    private static Map<String, List<String>> said = Map.of();
    private static Map<String, List<String>> saidInCpp = Map.of();

    @BeforeAll
    static void runAll() throws Exception {
        problems();
        PythonPrograms generators = new PythonPrograms();
        PROBLEMS.forEach((id, problem) -> {
            CaseSource source = new CaseSource(problem);
            generators.add(id, PythonPrograms.What.GENERATE, source.generator(), SEEDS);
            every(
                    source.monotonousGenerators(),
                    (at, bad) -> generators.add("same/" + at + id, PythonPrograms.What.GENERATE, bad, SEEDS));
            every(
                    source.illegalGenerators(),
                    (at, bad) -> generators.add("illegal/" + at + id, PythonPrograms.What.GENERATE, bad, SEEDS));
        });
        made = generators.run(directory);
        PythonPrograms programs = new PythonPrograms();
        PROBLEMS.forEach((id, problem) -> {
            CaseSource source = new CaseSource(problem);
            List<String> illegal = union(illegal(id, 0), illegal(id, 1));
            programs.add(id, PythonPrograms.What.RUN, python().right(problem), inputs(id));
            every(
                    python().wrong(problem),
                    (at, bad) -> programs.add("mistake/" + at + id, PythonPrograms.What.RUN, bad, known(problem)));
            programs.add(
                    "valid/" + id, PythonPrograms.What.VALIDATE, source.validator(), union(inputs(id), known(problem)));
            programs.add("invalid/" + id, PythonPrograms.What.VALIDATE, source.validator(), illegal);
            every(
                    source.laxValidators(),
                    (at, bad) -> programs.add("lax/" + at + id, PythonPrograms.What.VALIDATE, bad, illegal));
            every(
                    source.strictValidators(),
                    (at, bad) -> programs.add("strict/" + at + id, PythonPrograms.What.VALIDATE, bad, inputs(id)));
        });
        said = programs.run(directory);
        CppPrograms inCpp = new CppPrograms(directory);
        IN_CPP.forEach((id, problem) -> {
            inCpp.add(id, cpp().right(problem), inputs(id).subList(0, 12));
            inCpp.add("mistake/" + id, cpp().wrong(problem).getFirst(), known(problem));
        });
        saidInCpp = inCpp.run();
    }

    @Test
    void aRightProgramAnswersAllMadeInputsAsTheBankDoes() {
        all((softly, id, problem) -> softly.assertThat(said.get(id)).as(id).isEqualTo(answers(problem, inputs(id))));
    }

    @Test
    void everyMistakeAnswersAKnownInputWrongly() {
        all((softly, id, problem) ->
                every(python().wrong(problem), (at, bad) -> softly.assertThat(said.get("mistake/" + at + id))
                        .as(at + id)
                        .hasSameSizeAs(known(problem))
                        .isNotEqualTo(answers(problem, known(problem)))));
    }

    @Test
    void aRightProgramInCppDoesSoToo() {
        assertThat(IN_CPP).hasSizeGreaterThanOrEqualTo(8);
        SoftAssertions.assertSoftly(softly -> IN_CPP.forEach((id, problem) -> {
            softly.assertThat(saidInCpp.get(id))
                    .as(id)
                    .isEqualTo(answers(problem, inputs(id).subList(0, 12)));
            softly.assertThat(saidInCpp.get("mistake/" + id)).as(id).isNotEqualTo(answers(problem, known(problem)));
        }));
    }

    @Test
    void programsInCppThatCheatCompileAlsoAsFunctions() throws Exception {
        Problem many = IN_CPP.values().stream().toList().getLast();
        Problem one = many.family().problem(0);
        Wanted function = new Wanted(Wanted.Language.CPP, false, one.signature(1));
        List<String> programs = Stream.of(
                        Cheats.of(many, cpp()),
                        Cheats.of(one, function),
                        List.of(function.right(one)),
                        function.wrong(one))
                .flatMap(List::stream)
                .toList();

        assertThat(CppPrograms.against(directory, programs)).isEmpty();
    }

    @Test
    void generatorsMakeDifferentInputsOrOneOrIllegalOnes() {
        all((softly, id, problem) -> {
            softly.assertThat(new HashSet<>(inputs(id)))
                    .as(id)
                    .hasSizeGreaterThan(inputs(id).size() / 4);
            for (int at = 0; at < 2; at++) {
                softly.assertThat(new HashSet<>(made.getOrDefault("same/" + at + id, List.of())))
                        .as(id)
                        .hasSize(1);
            }
            softly.assertThat(said.get("invalid/" + id)).as(id).isNotEmpty().containsOnly("False");
        });
    }

    @Test
    void validatorsAcceptLegalInputsOrAllOrNone() {
        all((softly, id, problem) -> {
            softly.assertThat(said.get("valid/" + id)).as(id).isNotEmpty().containsOnly("True");
            for (int at = 0; at < 2; at++) {
                softly.assertThat(said.get("lax/" + at + id)).as(id).containsOnly("True");
                softly.assertThat(said.get("strict/" + at + id)).as(id).containsOnly("False");
            }
        });
    }

    private interface Rule {
        void check(SoftAssertions softly, String id, Problem problem);
    }

    private static void all(Rule rule) {
        assertThat(PROBLEMS).isNotEmpty();
        SoftAssertions.assertSoftly(softly -> PROBLEMS.forEach((id, problem) -> rule.check(softly, id, problem)));
    }

    private static void every(List<String> sources, BiConsumer<Integer, String> action) {
        for (int at = 0; at < sources.size(); at++) {
            action.accept(at, sources.get(at));
        }
    }

    private static Wanted python() {
        return new Wanted(Wanted.Language.PYTHON, true, Signature.read(""));
    }

    private static Wanted cpp() {
        return new Wanted(Wanted.Language.CPP, true, Signature.read(""));
    }

    private static List<String> inputs(String id) {
        return made.getOrDefault(id, List.of());
    }

    private static List<String> illegal(String id, int at) {
        return made.getOrDefault("illegal/" + at + id, List.of());
    }

    private static List<String> known(Problem problem) {
        return problem.checks().stream()
                .flatMap(check -> check.calls().stream())
                .map(Lines::input)
                .toList();
    }

    private static List<String> answers(Problem problem, List<String> inputs) {
        return inputs.stream()
                .map(input -> Lines.of(problem.answer(LinesReader.call(problem, input))))
                .toList();
    }

    private static List<String> union(List<String> one, List<String> other) {
        return Stream.concat(one.stream(), other.stream()).toList();
    }

    private static void problems() {
        List<Family> families = Families.bank().families();
        for (int number = 0; number < families.size(); number++) {
            Family family = families.get(number);
            for (Set<Variant> variants : VARIANTS) {
                Problem problem = new Problem(
                                family, family.problem(number % family.size()).values(), variants)
                        .with(Variant.STDIO);
                String id = family.name() + problem.parameters();
                PROBLEMS.put(id, problem);
                if (number % CPP_EVERY == 0
                        && !problem.rightCpp(problem.signature(0)).isBlank()) {
                    IN_CPP.put(id, problem);
                }
            }
        }
    }
}
