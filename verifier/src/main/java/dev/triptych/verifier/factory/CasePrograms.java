package dev.triptych.verifier.factory;

import dev.triptych.contracts.Verdict;
import dev.triptych.contracts.verify.Limits;
import dev.triptych.verifier.Verifier;
import dev.triptych.verifier.judge.FunctionCalls;
import dev.triptych.verifier.wire.Value;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;

/**
 * Programs about cases, themselves not trusted: {@code generate(seed)} returns a list of inputs, {@code validate(input)}
 * says whether one is legal. What they say is what they return, by the private channel: legal is exactly {@code True}.
 */
@Singleton
public class CasePrograms {
    /** Inputs of one generator, and what one request may ask about. */
    public static final int INPUTS_MAX = 1_000;

    private final BiFunction<FunctionCalls.Calls, BooleanSupplier, FunctionCalls.Called> caller;

    @Inject
    public CasePrograms(Verifier verifier) {
        this(verifier::call);
    }

    CasePrograms(BiFunction<FunctionCalls.Calls, BooleanSupplier, FunctionCalls.Called> caller) {
        this.caller = caller;
    }

    /** @param verdict {@code AC} when the program said something that it may say */
    public record Inputs(Verdict verdict, String reason, List<String> inputs) {
        public Inputs {
            inputs = List.copyOf(inputs);
        }
    }

    /**
     * @param verdict {@code AC} when the program answered for everything it was asked
     * @param answers whether it said {@code True}, as far as it came
     */
    public record Answers(Verdict verdict, String reason, List<Boolean> answers) {
        public Answers {
            answers = List.copyOf(answers);
        }
    }

    /** Inputs by a generator. */
    public Inputs generate(String program, int seed, Limits limits, BooleanSupplier cancelled) {
        FunctionCalls.Called called =
                caller.apply(new FunctionCalls.Calls(program, "generate", List.of(List.of(seed)), limits), cancelled);
        List<String> inputs = new ArrayList<>();
        if (called.verdict() != Verdict.AC) {
            return new Inputs(called.verdict(), called.reason(), inputs);
        }
        if (!(called.values().getFirst() instanceof Value.Container(Value.Kind kind, ArrayList<Value> items))
                || kind != Value.Kind.LIST
                || items.size() > INPUTS_MAX) {
            return new Inputs(Verdict.WA, "generate must return a list of at most " + INPUTS_MAX, inputs);
        }
        for (Value item : items) {
            if (!(item instanceof Value.Str(byte[] utf8))) {
                return new Inputs(Verdict.WA, "generate must return strings", inputs);
            }
            inputs.add(new String(utf8, StandardCharsets.UTF_8));
        }
        return new Inputs(Verdict.AC, "", inputs);
    }

    /** Which of the inputs are legal. */
    public Answers validate(String program, List<String> inputs, Limits limits, BooleanSupplier cancelled) {
        bound("inputs", inputs);
        List<List<Object>> arguments = inputs.stream().map(List::<Object>of).toList();
        return answers(new FunctionCalls.Calls(program, "validate", arguments, limits), cancelled);
    }

    private static void bound(String what, List<?> given) {
        if (given.isEmpty() || given.size() > INPUTS_MAX) {
            throw new IllegalArgumentException(what + ": must be 1 to " + INPUTS_MAX + ", was " + given.size());
        }
    }

    private Answers answers(FunctionCalls.Calls calls, BooleanSupplier cancelled) {
        FunctionCalls.Called called = caller.apply(calls, cancelled);
        List<Boolean> answers = called.values().stream()
                .map(value -> value.equals(new Value.Bool(true)))
                .toList();
        return new Answers(called.verdict(), called.reason(), answers);
    }
}
