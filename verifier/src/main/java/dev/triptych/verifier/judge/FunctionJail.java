package dev.triptych.verifier.judge;

import dev.triptych.contracts.Verdict;
import dev.triptych.contracts.verify.Limits;
import dev.triptych.verifier.sandbox.Role;
import dev.triptych.verifier.sandbox.Run;
import dev.triptych.verifier.sandbox.Sandbox;
import dev.triptych.verifier.sandbox.StopException;
import dev.triptych.verifier.wire.Show;
import dev.triptych.verifier.wire.Value;
import dev.triptych.verifier.wire.WireException;
import dev.triptych.verifier.wire.WireReader;
import dev.triptych.verifier.wire.WireWriter;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** A jail with one program in it, whose functions are called from outside; values come by the private channel. */
final class FunctionJail implements AutoCloseable {
    private static final int KEPT_BYTES = 16_384;

    private final String source;
    private final Run run;
    private final SolutionSide asked;

    /** @param source of the program, which is not loaded yet */
    FunctionJail(Sandbox sandbox, String source, Limits limits, BooleanSupplier cancelled) {
        this.source = source;
        this.run = sandbox.open(limits, cancelled);
        this.asked = new SolutionSide(run, run.jail(Role.SOLUTION.warmFor(source, sandbox.toolchain()), KEPT_BYTES));
        run.go();
    }

    void load() throws StopException {
        byte[] loaded = asked.ask(WireWriter.message("L", List.of(source, false, false, new byte[0])));
        if (Report.letter(loaded) != 'v') {
            throw new StopException(Verdict.RE, "the program does not load: " + thrown(loaded));
        }
    }

    /** What the function returns; the clocks of the limits go on from call to call. */
    Value call(String function, List<Object> arguments) throws StopException {
        byte[] answer = asked.ask(WireWriter.message("C", List.of(function, arguments, Map.of())));
        try {
            return returned(answer);
        } catch (WireException e) {
            throw new StopException(Verdict.CHEAT, "a message that the harness does not send: " + e.getMessage());
        }
    }

    /** Starts the clocks again. */
    void mark() {
        run.mark();
    }

    void settle() throws StopException {
        run.settle();
    }

    @Override
    public void close() {
        run.close();
    }

    private static Value returned(byte[] answer) throws StopException, WireException {
        if (Report.letter(answer) == 'u') {
            throw new StopException(Verdict.WA, "not-encodable: " + Report.said(answer));
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
            throw new StopException(Verdict.RE, "raised " + shown(value));
        }
        return value;
    }

    private static String thrown(byte[] answer) {
        try {
            WireReader reader = new WireReader(answer);
            reader.letter();
            return shown(reader.value());
        } catch (WireException e) {
            return "unknown";
        }
    }

    /** An exception comes as its type, its arguments, its text and more. */
    private static String shown(Value thrown) throws WireException {
        if (thrown instanceof Value.Fixed(Value.Kind _, List<Value> parts)
                && parts.size() > 2
                && parts.get(0) instanceof Value.Str type
                && parts.get(2) instanceof Value.Str text) {
            return Report.said(type) + ": " + Report.said(text);
        }
        return Show.of(thrown);
    }
}
