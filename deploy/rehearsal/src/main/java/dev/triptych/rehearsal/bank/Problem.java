package dev.triptych.rehearsal.bank;

import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One problem: a family with its parameters set, and what is made of it. Programs are given for the signature that a
 * prompt asks for.
 *
 * @param variants in the order in which they are applied; all but {@link Variant#HARDER} change the statement alone
 */
public record Problem(Family family, Values values, Set<Variant> variants) {
    /** A named test function: calls and, by {@link #answer}, what they return. */
    public record Check(String name, List<Call> calls) {}

    public Problem {
        EnumSet<Variant> ordered = EnumSet.noneOf(Variant.class);
        ordered.addAll(variants);
        variants = Collections.unmodifiableSet(ordered);
    }

    public Problem(Family family, Values values) {
        this(family, values, Set.of());
    }

    /** This problem with one variant more. */
    public Problem with(Variant variant) {
        EnumSet<Variant> more = EnumSet.of(variant);
        more.addAll(variants);
        return new Problem(family, values, more);
    }

    public boolean is(Variant variant) {
        return variants.contains(variant);
    }

    /** Whether one function answers both: not if one of them is about one case and the other about many. */
    public boolean asksTheSameAs(Problem other) {
        return family.equals(other.family)
                && values.equals(other.values)
                && is(Variant.HARDER) == other.is(Variant.HARDER);
    }

    /** What tells this problem from the others of its family. */
    public Map<String, Object> parameters() {
        Map<String, Object> parameters = new LinkedHashMap<>(values.byName());
        if (!variants.isEmpty()) {
            parameters.put("variant", variants.stream().map(Variant::word).collect(Collectors.joining("+")));
        }
        return parameters;
    }

    /** The question's text in one of the family's wordings, stating one of its entry points. */
    public String statement(int wording, Signature signature) {
        List<String> wordings = family.wordings();
        String one = is(Variant.HARDER) ? single(signature).text() : signature.text();
        StringBuilder text = new StringBuilder(
                values.into(wordings.get(wording % wordings.size())).replace("$signature", one));
        variants.forEach(variant -> text.append("\n\n").append(variant.paragraph(this, signature)));
        return text.toString();
    }

    /** The head under one of the family's names. */
    public Signature signature(int entry) {
        return widened(family.signature(entry));
    }

    /** The head where the function for one case has this name. */
    public Signature signature(String name) {
        return widened(family.head(name));
    }

    private Signature widened(Signature one) {
        return is(Variant.HARDER) ? Batch.signature(one) : one;
    }

    public String rightSolution(Signature wanted) {
        return python(family.solution(), wanted);
    }

    public List<String> wrongSolutions(Signature wanted) {
        return family.wrongSolutions().stream()
                .map(template -> python(template, wanted))
                .toList();
    }

    /** The right solution in C++17, without includes; the name and the names of the arguments are the wanted ones. */
    public String rightCpp(Signature wanted) {
        return cpp(family.cpp(), wanted);
    }

    /** One program for each mistake that the family declares in C++. */
    public List<String> wrongCpp(Signature wanted) {
        return family.wrongCpp().stream().map(template -> cpp(template, wanted)).toList();
    }

    /** The function's head in C++ under the wanted names, up to its opening brace. */
    public String headCpp(Signature wanted) {
        return new Fitting(values, signature(0)).head(wanted);
    }

    /** Python: {@code draw(random)} makes a list of valid arguments of one case. */
    public String generator() {
        return values.into(family.generator());
    }

    /** Python: {@code valid(...)} says whether the arguments of one case are such as the statement allows. */
    public String validator() {
        return values.into(family.validator());
    }

    public List<Check> checks() {
        List<Check> checks = family.checks().stream()
                .map(check -> new Check(check.name(), check.calls().apply(values)))
                .toList();
        return is(Variant.HARDER) ? Batch.checks(checks, arity()) : checks;
    }

    public List<Call> examples() {
        List<Call> examples = family.examples(values);
        return is(Variant.HARDER) ? List.of(Batch.of(examples, arity())) : examples;
    }

    public Call trivial() {
        return is(Variant.HARDER) ? Batch.of(List.of(), arity()) : family.trivial();
    }

    public Object answer(Call call) {
        return is(Variant.HARDER)
                ? Batch.cases(call).stream()
                        .map(one -> family.answer(values, one))
                        .toList()
                : family.answer(values, call);
    }

    private int arity() {
        return family.signature(0).arguments().size();
    }

    private String python(String template, Signature wanted) {
        Fitting fitting = new Fitting(values, family.signature(0));
        if (!is(Variant.HARDER)) {
            return fitting.python(template, wanted);
        }
        Signature one = single(wanted);
        return Batch.python(fitting.python(template, one), one, wanted);
    }

    private String cpp(String template, Signature wanted) {
        Fitting fitting = new Fitting(values, family.signature(0));
        if (!is(Variant.HARDER)) {
            return fitting.cpp(template, wanted);
        }
        Signature one = single(wanted);
        Fitting many = new Fitting(values, signature(0));
        return Batch.cpp(fitting.cpp(template, one), one, many.head(wanted), many.names(wanted));
    }

    /** The head for one case beside the one for many. */
    private Signature single(Signature many) {
        return family.head(Batch.one(many.name()));
    }
}
