package dev.triptych.rehearsal.bank;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Many cases of a problem in one call: a list for each argument, all equally long, to the list of the results. */
final class Batch {
    private static final String SUFFIX = "_each";

    private Batch() {}

    /** The head for many cases. */
    static Signature signature(Signature one) {
        List<String> types = one.types();
        String arguments = IntStream.range(0, types.size())
                .mapToObj(at -> one.arguments().get(at) + "_list: list[" + types.get(at) + "]")
                .collect(Collectors.joining(", "));
        return Signature.read(one.name() + SUFFIX + "(" + arguments + ") -> list[" + one.returns() + "]");
    }

    /** The name of the function for one case, beside the one of this name for many. */
    static String one(String many) {
        return many.endsWith(SUFFIX) ? many.substring(0, many.length() - SUFFIX.length()) : "one_" + many;
    }

    static Call of(List<Call> cases, int arguments) {
        return new Call(IntStream.range(0, arguments)
                .<Object>mapToObj(
                        at -> cases.stream().map(one -> one.arguments().get(at)).toList())
                .toList());
    }

    static List<Call> cases(Call batch) {
        int count = ((List<?>) batch.arguments().getFirst()).size();
        return IntStream.range(0, count)
                .mapToObj(at -> new Call(batch.arguments().stream()
                        .<Object>map(list -> ((List<?>) list).get(at))
                        .toList()))
                .toList();
    }

    /** The checks of single calls, each as one call, and one without cases. */
    static List<Problem.Check> checks(List<Problem.Check> single, int arguments) {
        List<Problem.Check> checks = new ArrayList<>(single.stream()
                .map(check -> new Problem.Check(check.name(), List.of(of(check.calls(), arguments))))
                .toList());
        checks.add(1, new Problem.Check("without_cases", List.of(of(List.of(), arguments))));
        return checks;
    }

    static String python(String one, Signature single, Signature wanted) {
        return one + "\n\n\ndef " + wanted.text() + ":\n    return [" + single.name() + "(*case) for case in zip("
                + String.join(", ", wanted.arguments()) + ")]";
    }

    /** @param head of the function for many cases, up to its opening brace */
    static String cpp(String one, Signature single, String head, List<String> arguments) {
        String items = arguments.stream().map(list -> list + "[at]").collect(Collectors.joining(", "));
        return """
                %s

                %s
                    %s results;
                    for (size_t at = 0; at < %s.size(); at++) {
                        results.push_back(%s(%s));
                    }
                    return results;
                }""".formatted(
                one, head, Cpp.type("list[" + single.returns() + "]"), arguments.getFirst(), single.name(), items);
    }
}
