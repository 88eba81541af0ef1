package dev.triptych.rehearsal.bank;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Puts a family's program under the head that a prompt asks for.
 *
 * @param own the head that the program is written for
 */
record Fitting(Values values, Signature own) {
    /** Arguments with other names are taken over in the first line. */
    String python(String template, Signature wanted) {
        String head = "def " + wanted.text() + ":";
        if (!wanted.arguments().equals(own.arguments())
                && wanted.arguments().size() == own.arguments().size()) {
            head += "\n    " + String.join(", ", own.arguments()) + " = " + String.join(", ", wanted.arguments());
        }
        return values.into(template).replace("def $signature:", head);
    }

    /** As {@link #python}. */
    String cpp(String template, Signature wanted) {
        StringBuilder head = new StringBuilder(head(wanted));
        List<String> names = names(wanted);
        for (int at = 0; at < names.size(); at++) {
            if (!names.get(at).equals(own.arguments().get(at))) {
                head.append("\n    auto ").append(own.arguments().get(at));
                head.append(" = ").append(names.get(at)).append(';');
            }
        }
        return values.into(template, Cpp::literal).replace("$head {", head);
    }

    /** In C++, with our types whatever the wanted head says of types. */
    String head(Signature wanted) {
        List<String> types = own.types();
        List<String> names = names(wanted);
        return IntStream.range(0, types.size())
                .mapToObj(at -> Cpp.type(types.get(at)) + " " + names.get(at))
                .collect(Collectors.joining(", ", Cpp.type(own.returns()) + " " + wanted.name() + "(", ") {"));
    }

    /** The wanted names of the arguments, or ours where those cannot stand in a head: one is ours of another argument. */
    List<String> names(Signature wanted) {
        boolean takenOver = wanted.arguments().size() == own.arguments().size()
                && IntStream.range(0, own.arguments().size()).allMatch(at -> {
                    int there = wanted.arguments().indexOf(own.arguments().get(at));
                    return there < 0 || there == at;
                });
        return takenOver ? wanted.arguments() : own.arguments();
    }
}
