package dev.triptych.verifier.judge;

import dev.triptych.contracts.Verdict;
import dev.triptych.verifier.sandbox.Jail;
import dev.triptych.verifier.sandbox.Role;
import dev.triptych.verifier.sandbox.Run;
import dev.triptych.verifier.sandbox.Sandbox;
import dev.triptych.verifier.sandbox.StopException;
import dev.triptych.verifier.wire.PythonEquality;
import dev.triptych.verifier.wire.Show;
import dev.triptych.verifier.wire.Value;
import dev.triptych.verifier.wire.WireException;
import dev.triptych.verifier.wire.WireReader;
import dev.triptych.verifier.wire.WireWriter;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;

/** Judges lowered asserts: only arguments enter the jail, results are compared here. */
final class FunctionJudge {
    private static final int KEPT_BYTES = 16_384;
    private static final int EXCEPTION_FACTS = 4;
    private static final String FORGED = "a message that the harness does not send";

    private final Sandbox sandbox;

    FunctionJudge(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    Trial run(Execution execution, BooleanSupplier cancelled) {
        List<Suite.Lowered> asserts = execution.suite().lowered();
        Trial.Record record =
                new Trial.Record(asserts.stream().map(Suite.Lowered::id).toList());
        try (Run run = sandbox.open(execution.limits(), cancelled)) {
            Jail jail = run.jail(Role.SOLUTION.warmFor(execution.solution(), sandbox.toolchain()), KEPT_BYTES);
            try {
                run.go();
                SolutionSide asked = new SolutionSide(run, jail);
                execution.variation().hashSeed().ifPresent(seed -> asked.send(WireWriter.message("H", seed)));
                List<Integer> numbers = asked.send(questions(execution));
                byte[] loaded = asked.hear(numbers.getFirst());
                if (loaded.length == 0 || loaded[0] != 'v') {
                    throw new StopException(Verdict.RE, "the solution does not load: " + thrown(loaded));
                }
                for (int i = 0; i < asserts.size(); i++) {
                    record.add(check(run, asserts.get(i), asked.hear(numbers.get(i + 1))));
                }
                if (run.leftOver().isPresent()) {
                    throw new StopException(Verdict.CHEAT, "an unsolicited message after the last answer");
                }
                run.settle();
            } catch (StopException e) {
                record.decide(e.verdict(), e.reason());
            }
            return record.end(run, jail, null);
        }
    }

    /** Loading and every call, at once: a program may know all arguments from the start, for none is a secret. */
    private static List<byte[]> questions(Execution execution) {
        List<byte[]> questions = new ArrayList<>();
        questions.add(WireWriter.message("L", List.of(execution.solution(), false, false, execution.solutionCode())));
        for (Suite.Lowered lowered : execution.suite().lowered()) {
            questions.add(ByteBuffer.allocate(1 + lowered.call().length)
                    .put((byte) 'C')
                    .put(lowered.call())
                    .array());
        }
        return questions;
    }

    private static CheckResult check(Run run, Suite.Lowered lowered, byte[] answer) throws StopException {
        try {
            return compare(run, lowered, answer);
        } catch (WireException e) {
            return new CheckResult(lowered.id(), CheckResult.Status.NOT_ENCODABLE, "not-encodable: " + e.getMessage());
        }
    }

    private static CheckResult compare(Run run, Suite.Lowered lowered, byte[] answer)
            throws StopException, WireException {
        if (answer.length > 0 && answer[0] == 'u') {
            throw new WireException(Report.said(answer));
        }
        WireReader call = new WireReader(lowered.call());
        call.value();
        WireReader reader = new WireReader(answer, call.numbered());
        if (reader.letter() != 'c') {
            throw new StopException(Verdict.CHEAT, FORGED);
        }
        reader.changes();
        char kind = reader.letter();
        Value value = reader.value();
        reader.end();
        if (kind == 'x') {
            return raised(run, lowered.id(), value);
        }
        if (kind != 'v') {
            throw new StopException(Verdict.CHEAT, FORGED);
        }
        String problem = problem(lowered, value);
        return problem.isEmpty()
                ? new CheckResult(lowered.id(), CheckResult.Status.PASSED, "")
                : new CheckResult(lowered.id(), CheckResult.Status.FAILED, problem);
    }

    private static CheckResult raised(Run run, String id, Value value) throws StopException, WireException {
        if (!(value instanceof Value.Fixed(Value.Kind _, List<Value> facts))
                || facts.size() != EXCEPTION_FACTS
                || !(facts.getFirst() instanceof Value.Str type)) {
            throw new StopException(Verdict.CHEAT, FORGED);
        }
        String name = Report.said(type);
        if (name.equals("SystemExit") || name.equals("KeyboardInterrupt")) {
            throw new StopException(Verdict.RE, id + ": " + name);
        }
        if (name.equals("MemoryError") && !run.enforced()) {
            throw new StopException(Verdict.MLE, id + ": MemoryError");
        }
        return new CheckResult(id, CheckResult.Status.ERROR, "raised " + Show.of(value));
    }

    /** Why the value does not satisfy the assert; empty when it does. */
    private static String problem(Suite.Lowered lowered, Value value) throws WireException {
        boolean holds =
                switch (lowered.how()) {
                    case "true" -> PythonEquality.truth(value);
                    case "false" -> !PythonEquality.truth(value);
                    case "equal" -> PythonEquality.equal(value, expected(lowered));
                    case "unequal" -> !PythonEquality.equal(value, expected(lowered));
                    case "is" -> PythonEquality.same(value, expected(lowered));
                    case "near" -> PythonEquality.near(value, expected(lowered), tolerance(lowered), false);
                    case "near-or-at" -> PythonEquality.near(value, expected(lowered), tolerance(lowered), true);
                    default -> throw new IllegalStateException("an assert lowered to " + lowered.how());
                };
        if (holds) {
            return "";
        }
        return lowered.expected() == null
                ? "returned " + Show.of(value)
                : "returned " + Show.of(value) + ", expected " + lowered.how() + " " + Show.of(expected(lowered));
    }

    private static Value expected(Suite.Lowered lowered) throws WireException {
        return new WireReader(Objects.requireNonNull(lowered.expected())).value();
    }

    private static Value tolerance(Suite.Lowered lowered) throws WireException {
        return new WireReader(Objects.requireNonNull(lowered.tolerance())).value();
    }

    private static String thrown(byte[] answer) {
        try {
            WireReader reader = new WireReader(answer);
            reader.letter();
            return Show.of(reader.value());
        } catch (WireException e) {
            return "unknown";
        }
    }
}
