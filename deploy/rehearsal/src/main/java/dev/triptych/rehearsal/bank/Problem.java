package dev.triptych.rehearsal.bank;

import java.util.List;

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
}
