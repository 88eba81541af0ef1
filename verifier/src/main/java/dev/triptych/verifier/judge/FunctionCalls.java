package dev.triptych.verifier.judge;

import dev.triptych.contracts.Verdict;
import dev.triptych.contracts.verify.Limits;
import dev.triptych.verifier.sandbox.Sandbox;
import dev.triptych.verifier.sandbox.StopException;
import dev.triptych.verifier.wire.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Calls one function of a program in a jail, and takes what it returns by value from the private channel. */
public final class FunctionCalls {
    private final Sandbox sandbox;

    public FunctionCalls(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    /** @param arguments of each call, in order: strings, integers, booleans, bytes */
    public record Calls(String source, String function, List<List<Object>> arguments, Limits limits) {
        public Calls {
            arguments = List.copyOf(arguments);
        }
    }

    /**
     * @param verdict {@code AC} when every call returned a value
     * @param values what the calls returned, up to the one that did not
     */
    public record Called(Verdict verdict, String reason, List<Value> values) {
        public Called {
            values = List.copyOf(values);
        }
    }

    /** One jail for all calls, which share the limits. */
    public Called call(Calls calls, BooleanSupplier cancelled) {
        List<Value> values = new ArrayList<>();
        try (FunctionJail jail = new FunctionJail(sandbox, calls.source(), calls.limits(), cancelled)) {
            jail.load();
            for (List<Object> arguments : calls.arguments()) {
                values.add(jail.call(calls.function(), arguments));
            }
            jail.settle();
            return new Called(Verdict.AC, "", values);
        } catch (StopException e) {
            return new Called(e.verdict(), e.reason(), values);
        }
    }
}
