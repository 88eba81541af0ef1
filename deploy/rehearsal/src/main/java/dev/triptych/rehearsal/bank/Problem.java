package dev.triptych.rehearsal.bank;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** One problem: a family with its parameters set. Programs are given for the signature that a prompt asks for. */
public record Problem(Family family, Values values) {
    /** A named test function: calls and, by {@link #answer}, what they return. */
    public record Check(String name, List<Call> calls) {}

    /** The question's text in one of the family's wordings, stating one of its entry points. */
    public String statement(int wording, Signature signature) {
        List<String> wordings = family.wordings();
        return values.into(wordings.get(wording % wordings.size())).replace("$signature", signature.text());
    }

    /** The head under one of the family's names. */
    public Signature signature(int entry) {
        return family.signature(entry);
    }

    public String rightSolution(Signature wanted) {
        return fitted(family.solution(), wanted);
    }

    public List<String> wrongSolutions(Signature wanted) {
        return family.wrongSolutions().stream()
                .map(template -> fitted(template, wanted))
                .toList();
    }

    /** The right solution in C++17, without includes; the name and the names of the arguments are the wanted ones. */
    public String rightCpp(Signature wanted) {
        return fittedCpp(family.cpp(), wanted);
    }

    /** One program for each mistake that the family declares in C++. */
    public List<String> wrongCpp(Signature wanted) {
        return family.wrongCpp().stream()
                .map(template -> fittedCpp(template, wanted))
                .toList();
    }

    /** Python: {@code draw(random)} makes a list of valid arguments. */
    public String generator() {
        return values.into(family.generator());
    }

    /** Python: {@code valid(...)} says whether the arguments are such as the statement allows. */
    public String validator() {
        return values.into(family.validator());
    }

    public List<Check> checks() {
        return family.checks().stream()
                .map(check -> new Check(check.name(), check.calls().apply(values)))
                .toList();
    }

    public List<Call> examples() {
        return family.examples(values);
    }

    public Call trivial() {
        return family.trivial();
    }

    public Object answer(Call call) {
        return family.answer(values, call);
    }

    /** The program under the wanted head; arguments with other names are taken over in its first line. */
    private String fitted(String template, Signature wanted) {
        Signature own = family.signature(0);
        String head = "def " + wanted.text() + ":";
        if (!wanted.arguments().equals(own.arguments())
                && wanted.arguments().size() == own.arguments().size()) {
            head += "\n    " + String.join(", ", own.arguments()) + " = " + String.join(", ", wanted.arguments());
        }
        return values.into(template).replace("def $signature:", head);
    }

    /** As {@link #fitted}, with the family's types whatever the wanted head says of types. */
    private String fittedCpp(String template, Signature wanted) {
        Signature own = family.signature(0);
        List<String> names = takenOver(own, wanted) ? wanted.arguments() : own.arguments();
        List<String> types = own.types();
        String head = IntStream.range(0, types.size())
                .mapToObj(at -> Cpp.type(types.get(at)) + " " + names.get(at))
                .collect(Collectors.joining(", ", Cpp.type(own.returns()) + " " + wanted.name() + "(", ") {"));
        for (int at = 0; at < names.size(); at++) {
            if (!names.get(at).equals(own.arguments().get(at))) {
                head += "\n    auto " + own.arguments().get(at) + " = " + names.get(at) + ";";
            }
        }
        return values.into(template, Cpp::literal).replace("$head {", head);
    }

    /** Whether the wanted names can stand in the head: not if one of them is the family's name of another argument. */
    private static boolean takenOver(Signature own, Signature wanted) {
        return wanted.arguments().size() == own.arguments().size()
                && IntStream.range(0, own.arguments().size()).allMatch(at -> {
                    int there = wanted.arguments().indexOf(own.arguments().get(at));
                    return there < 0 || there == at;
                });
    }
}
