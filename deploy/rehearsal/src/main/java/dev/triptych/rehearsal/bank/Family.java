package dev.triptych.rehearsal.bank;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A kind of problem with parameters. Templates name a parameter as {@code $name} (its Python literal is put in);
 * wordings also {@code $signature}; a solution begins with {@code def $signature:}.
 */
public final class Family {
    /** A parameter and the values it may have. */
    record Parameter(String name, List<Object> values) {}

    /** A test function of the strong suite. */
    record Check(String name, Function<Values, List<Call>> calls) {}

    /** A plausible mistake: in the solution, {@code right} (once) becomes {@code wrong}. */
    record Slip(String right, String wrong) {}

    private final String name;
    private List<String> entries = List.of();
    private String arguments = "";
    private String returns = "";
    private final List<Parameter> parameters = new ArrayList<>();
    private final List<String> wordings = new ArrayList<>();
    private String solution = "";
    private final List<Slip> slips = new ArrayList<>();
    private String cpp = "";
    private final List<Slip> cppSlips = new ArrayList<>();
    private String generator = "";
    private String validator = "";
    private final List<Check> checks = new ArrayList<>();
    private final List<Function<Values, Call>> examples = new ArrayList<>();
    private @Nullable Call trivial;
    private BiFunction<Values, Call, Object> answer = (values, call) -> {
        throw new IllegalStateException("no answer declared");
    };

    private Family(String name) {
        this.name = name;
    }

    public static Family named(String name) {
        return new Family(name);
    }

    /** Names that the function has in one question or another. */
    public Family entry(String... names) {
        entries = List.of(names);
        return this;
    }

    public Family takes(String arguments) {
        this.arguments = arguments;
        return this;
    }

    public Family gives(String returns) {
        this.returns = returns;
        return this;
    }

    public Family numbers(String parameter, int from, int to) {
        return oneOf(parameter, IntStream.rangeClosed(from, to).boxed().toArray());
    }

    public Family oneOf(String parameter, Object... values) {
        parameters.add(new Parameter(
                parameter, List.of(values).stream().map(Python::value).toList()));
        return this;
    }

    /** A self-contained statement of the problem, edge cases included. */
    public Family wording(String template) {
        wordings.add(template.strip());
        return this;
    }

    public Family solution(String template) {
        solution = template.strip();
        return this;
    }

    public Family slip(String right, String wrong) {
        slips.add(new Slip(right, wrong));
        return this;
    }

    /**
     * The solution once more in C++17: a function that begins with {@code $head {}, where the arguments have their
     * names and {@link Cpp}'s types, and {@code $name} is a parameter's literal in C++. All of the standard library is
     * included and {@code using namespace std} holds.
     */
    public Family cpp(String template) {
        cpp = template.strip();
        return this;
    }

    /** A plausible mistake in C++: {@code right} (once) becomes {@code wrong}. */
    public Family cppSlip(String right, String wrong) {
        cppSlips.add(new Slip(right, wrong));
        return this;
    }

    /** A Python function {@code draw(random)} that returns a list of valid arguments, made with that generator alone. */
    public Family generator(String template) {
        generator = template.strip();
        return this;
    }

    /** A Python function {@code valid(...)} of the arguments that says whether the wordings allow them. */
    public Family validator(String template) {
        validator = template.strip();
        return this;
    }

    public Family check(String name, Function<Values, List<Call>> calls) {
        checks.add(new Check(name, calls));
        return this;
    }

    public Family check(String name, Call... calls) {
        return check(name, values -> List.of(calls));
    }

    /** An example that may be shown; never a call of the strong suite. */
    public Family example(Function<Values, Call> call) {
        examples.add(call);
        return this;
    }

    public Family example(Call call) {
        return example(values -> call);
    }

    /** A call that leaves most of the solution unvisited. */
    public Family trivial(Call call) {
        trivial = call;
        return this;
    }

    /** The right result, written a second time so that the Python solution can be checked against it. */
    public Family answer(BiFunction<Values, Call, Object> answer) {
        this.answer = answer;
        return this;
    }

    public String name() {
        return name;
    }

    List<Parameter> parameters() {
        return parameters;
    }

    public List<String> wordings() {
        return wordings;
    }

    public List<String> entries() {
        return entries;
    }

    /** How many problems differ by their parameters. */
    public long size() {
        return parameters.stream()
                .mapToLong(parameter -> parameter.values().size())
                .reduce(1, Math::multiplyExact);
    }

    /** The problem with this number, 0 to {@link #size()} - 1. */
    public Problem problem(long number) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Parameter parameter : parameters) {
            int choices = parameter.values().size();
            values.put(parameter.name(), parameter.values().get((int) (number % choices)));
            number /= choices;
        }
        return new Problem(this, new Values(values));
    }

    Signature signature(int entry) {
        return head(entries.get(entry % entries.size()));
    }

    /** The head under any name. */
    Signature head(String name) {
        return Signature.read(name + "(" + arguments + ") -> " + returns);
    }

    String solution() {
        return solution;
    }

    /** The solution with each slip, in order. */
    List<String> wrongSolutions() {
        return slipped(solution, slips);
    }

    String cpp() {
        return cpp;
    }

    /** The C++ solution with each of its slips, in order. */
    List<String> wrongCpp() {
        return slipped(cpp, cppSlips);
    }

    private List<String> slipped(String program, List<Slip> mistakes) {
        return mistakes.stream()
                .map(slip -> {
                    if (!program.contains(slip.right())) {
                        throw new IllegalStateException("family " + name + ": the solution has no " + slip.right());
                    }
                    return program.replaceFirst(Pattern.quote(slip.right()), Matcher.quoteReplacement(slip.wrong()));
                })
                .toList();
    }

    String generator() {
        return generator;
    }

    String validator() {
        return validator;
    }

    List<Check> checks() {
        return checks;
    }

    List<Call> examples(Values values) {
        return examples.stream().map(example -> example.apply(values)).toList();
    }

    Call trivial() {
        if (trivial == null) {
            throw new IllegalStateException("family " + name + ": no trivial call declared");
        }
        return trivial;
    }

    Object answer(Values values, Call call) {
        return Python.value(answer.apply(values, call));
    }

    @Override
    public String toString() {
        return name;
    }
}
