package dev.triptych.verifier.judge;

import dev.triptych.contracts.Verdict;
import dev.triptych.contracts.verify.Limits;
import dev.triptych.verifier.sandbox.Jail;
import dev.triptych.verifier.sandbox.Role;
import dev.triptych.verifier.sandbox.Run;
import dev.triptych.verifier.sandbox.Sandbox;
import dev.triptych.verifier.sandbox.StopException;
import dev.triptych.verifier.wire.Show;
import dev.triptych.verifier.wire.Value;
import dev.triptych.verifier.wire.WireException;
import dev.triptych.verifier.wire.WireReader;
import dev.triptych.verifier.wire.WireWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** Calls one function of a program in a jail, and takes what it returns by value from the private channel. */
public final class FunctionCalls {
    private static final int KEPT_BYTES = 16_384;

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
        try (Run run = sandbox.open(calls.limits(), cancelled)) {
            Jail jail = run.jail(Role.SOLUTION, KEPT_BYTES);
            run.go();
            SolutionSide asked = new SolutionSide(run, jail);
            byte[] loaded = asked.ask(WireWriter.message("L", List.of(calls.source(), false, false)));
            if (Report.letter(loaded) != 'v') {
                return new Called(Verdict.RE, "the program does not load", values);
            }
            for (List<Object> arguments : calls.arguments()) {
                byte[] answer = asked.ask(WireWriter.message("C", List.of(calls.function(), arguments, Map.of())));
                values.add(returned(answer));
            }
            run.settle();
            return new Called(Verdict.AC, "", values);
        } catch (StopException e) {
            return new Called(e.verdict(), e.reason(), values);
        } catch (WireException e) {
            return new Called(Verdict.CHEAT, "a message that the harness does not send: " + e.getMessage(), values);
        }
    }

    private static Value returned(byte[] answer) throws StopException, WireException {
        if (Report.letter(answer) == 'u') {
            throw new StopException(
                    Verdict.WA, "not-encodable: " + new String(answer, 1, answer.length - 1, StandardCharsets.UTF_8));
        }
        WireReader reader = new WireReader(answer);
        if (reader.letter() != 'c') {
            throw new WireException("not an answer");
        }
        reader.changes();
        char kind = reader.letter();
        Value value = reader.value();
        reader.end();
        if (kind == 'x') {
            throw new StopException(Verdict.RE, "raised " + Show.of(value));
        }
        return value;
    }
}
