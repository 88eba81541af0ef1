package dev.triptych.rehearsal.bank;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Arguments of one call of the function in question; a family reads its own arguments by the types that it declared. */
@SuppressWarnings("unchecked")
public record Call(List<Object> arguments) {
    public Call {
        arguments = List.copyOf((List<Object>) Python.value(arguments));
    }

    public static Call call(Object... arguments) {
        return new Call(List.of(arguments));
    }

    public static List<Call> calls(Call... calls) {
        return List.of(calls);
    }

    public long number(int index) {
        return (Long) arguments.get(index);
    }

    public String text(int index) {
        return (String) arguments.get(index);
    }

    public List<Long> numbers(int index) {
        return (List<Long>) arguments.get(index);
    }

    public List<String> texts(int index) {
        return (List<String>) arguments.get(index);
    }

    public List<List<Long>> rows(int index) {
        return (List<List<Long>>) arguments.get(index);
    }

    public Map<String, Long> counts(int index) {
        return (Map<String, Long>) arguments.get(index);
    }

    /** As Python source. */
    public String of(String function) {
        return arguments.stream().map(Python::literal).collect(Collectors.joining(", ", function + "(", ")"));
    }
}
