package dev.triptych.verifier.judge;

import dev.triptych.contracts.Assurance;
import dev.triptych.contracts.Verdict;
import dev.triptych.verifier.sandbox.Jail;
import dev.triptych.verifier.sandbox.Role;
import dev.triptych.verifier.sandbox.Run;
import dev.triptych.verifier.sandbox.Run.Frame;
import dev.triptych.verifier.sandbox.Sandbox;
import dev.triptych.verifier.sandbox.StopException;
import dev.triptych.verifier.sandbox.Toolchain;
import dev.triptych.verifier.wire.Value;
import dev.triptych.verifier.wire.WireException;
import dev.triptych.verifier.wire.WireWriter;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Judges a suite and a solution that live in two jails. Only this class speaks to both: it commands one check at a
 * time, carries the suite's calls to the solution and the answers back unread (and, while a call is pending, the
 * solution's calls of functions that the suite gave it), and accepts exactly one report for the check it commanded. A word
 * that nobody asked for is tampering. A run that passed because objects of the solution say that they are equal is
 * repeated, see {@link RepeatedRuns}.
 */
final class SplitJudge {
    private static final int KEPT_BYTES = 16_384;
    private static final int CALLBACKS_DEEP_MAX = 200;
    /** Checks that the suite makes while it loads, beside those of its text. */
    private static final int FURTHER_CHECKS_MAX = 1_000;

    private static final char CALLBACK = 'k';

    private final Sandbox sandbox;

    SplitJudge(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    Trial run(Execution execution, BooleanSupplier cancelled) {
        SplitRun first = once(execution, List.of(), cancelled);
        return first.passed()
                ? new RepeatedRuns(
                                changes -> once(execution, changes, cancelled),
                                Duration.ofMillis(
                                        Math.round(1_000 * execution.limits().wallSeconds())))
                        .after(first)
                : first.trial();
    }

    private SplitRun once(Execution execution, List<String> changes, BooleanSupplier cancelled) {
        try (Run run = sandbox.open(execution.limits(), cancelled)) {
            return new Session(run, sandbox.toolchain(), execution, changes).run();
        }
    }

    /** One run, from loading both sides to the last report. */
    private static final class Session {
        private final Run run;
        private final Execution execution;
        private final Suite suite;
        private final Jail solution;
        private final Jail tests;
        private final SolutionSide asked;
        private final Trial.Record record;
        private final List<String> further = new ArrayList<>();
        private final List<String> changes;
        private SplitRun.Questions questions = SplitRun.Questions.NONE;
        private Optional<CheckResult> contradiction = Optional.empty();
        private String notEncodable = "";
        private String commanded = "";
        private boolean comparesObjects;
        private boolean stoppedByQuestions;
        private int depth;

        Session(Run run, Toolchain tools, Execution execution, List<String> changes) {
            this.run = run;
            this.changes = changes;
            this.execution = execution;
            this.suite = execution.suite();
            this.solution = run.jail(Role.SOLUTION.warmFor(execution.solution(), tools), KEPT_BYTES);
            this.tests = run.jail(suite.importsPytest() ? Role.TESTS_WITH_PYTEST : Role.TESTS, KEPT_BYTES);
            this.asked = new SolutionSide(run, solution);
            this.record = new Trial.Record(execution.order());
        }

        SplitRun run() {
            try {
                run.go();
                if (execution.variation().hashSeed().isPresent()) {
                    reseed(execution.variation().hashSeed().getAsInt());
                }
                if (loadSolution() && change() && loadTests(execution.tests(), execution.inject())) {
                    List<String> order = new ArrayList<>(execution.order());
                    order.addAll(further);
                    for (String check : order) {
                        record.add(command(check));
                    }
                    if (execution.measure()) {
                        record.covered(covered());
                    } else if (comparesObjects && changes.isEmpty() && record.passing()) {
                        questions = questions();
                    }
                }
                if (!stoppedByQuestions) {
                    nothingMore();
                    run.settle();
                }
            } catch (StopException e) {
                record.decide(e.verdict(), e.reason());
            } catch (WireException e) {
                record.decide(Verdict.CHEAT, "a message that the harness does not send: " + e.getMessage());
            }
            return new SplitRun(record.end(run, solution, tests), questions, contradiction);
        }

        /** Both interpreters start anew; they answer nothing until then. */
        private void reseed(int seed) {
            byte[] message = WireWriter.message("H", seed);
            asked.send(message);
            tests.send(message);
        }

        private boolean loadSolution() throws StopException, WireException {
            byte[] answer = ask(WireWriter.message(
                    "L", List.of(execution.solution(), execution.measure(), true, execution.solutionCode())));
            if (Report.letter(answer) == 'x') {
                record.decide(Verdict.RE, "the solution does not load: " + exception(answer));
                return false;
            }
            return true;
        }

        /** Has the suite make some objects of other arguments. */
        private boolean change() throws StopException, WireException {
            if (!changes.isEmpty()) {
                converse(WireWriter.message("E", new WireWriter.Names(changes)), "e");
            }
            return true;
        }

        /**
         * Asks what another run may change; a class whose objects are equal to all others of it fails. These questions are
         * ours: a program that they keep too busy has passed, and is asked in further runs what could be guessed.
         */
        private SplitRun.Questions questions() throws StopException, WireException {
            List<Value> guessed = Report.tuple(converse(WireWriter.message("E", "guess"), "e"), 3);
            notEncodable = "";
            try {
                List<Value> found = Report.tuple(converse(WireWriter.message("E", "ask"), "e"), 3);
                int failed = Report.number(found.get(2));
                if (failed >= 0) {
                    record.fail(failed, "not-encodable: " + notEncodable);
                }
                return new SplitRun.Questions(Report.texts(found.get(0)), Report.texts(found.get(1)));
            } catch (StopException e) {
                if (e.verdict() == Verdict.CHEAT || e.verdict() == Verdict.IE) {
                    throw e;
                }
                stoppedByQuestions = true;
                return new SplitRun.Questions(List.of(), Report.texts(guessed.get(1)));
            }
        }

        private boolean loadTests(String source, boolean inject) throws StopException, WireException {
            WireWriter.Names names = new WireWriter.Names(suite.offered());
            WireWriter.Names classes = new WireWriter.Names(suite.classes());
            WireWriter.Names libraries = new WireWriter.Names(suite.libraries());
            byte[] answer = converse(
                    WireWriter.message(
                            "L",
                            List.of(
                                    source,
                                    suite.mode(),
                                    names,
                                    inject,
                                    classes,
                                    libraries,
                                    suite.kept(),
                                    new WireWriter.Names(suite.constants()),
                                    suite.testsCode())),
                    "lx");
            if (!notEncodable.isEmpty()) {
                record.decide(Verdict.WA, "not-encodable: " + notEncodable);
                return false;
            }
            if (Report.letter(answer) == 'x') {
                record.decide(Verdict.RE, "the suite does not load: " + Report.loadError(answer));
                return false;
            }
            return expectFurther(answer);
        }

        /** Checks that only the suite's own jail can tell; those of the text that it did not find fail when they run. */
        private boolean expectFurther(byte[] answer) throws WireException {
            Set<String> known = new HashSet<>(suite.checks());
            for (Value found : Report.items(answer)) {
                String id = Report.text(found);
                if (known.add(id)) {
                    further.add(id);
                }
            }
            if (further.size() > FURTHER_CHECKS_MAX) {
                record.decide(
                        Verdict.RE,
                        "the suite makes more than " + FURTHER_CHECKS_MAX
                                + " checks that cannot be told from the text");
                return false;
            }
            record.expect(further);
            return true;
        }

        private CheckResult command(String id) throws StopException, WireException {
            notEncodable = "";
            commanded = id;
            byte[] answer = converse(WireWriter.message("K", id), "P");
            List<Value> report = Report.tuple(answer, 4);
            comparesObjects = report.get(3).equals(new Value.Bool(true));
            if (!Report.text(report.get(0)).equals(id)) {
                throw new StopException(Verdict.CHEAT, "a report for a check that was not commanded");
            }
            CheckResult result = Report.result(run, id, report.get(1), Report.said(report.get(2)));
            return notEncodable.isEmpty()
                    ? result
                    : new CheckResult(id, CheckResult.Status.NOT_ENCODABLE, "not-encodable: " + notEncodable);
        }

        /** Tells the tests' jail something and serves its calls until it gives one of the final answers. */
        private byte[] converse(byte[] message, String finals) throws StopException, WireException {
            tests.send(message);
            while (true) {
                byte[] said = hearTests();
                char letter = Report.letter(said);
                if (finals.indexOf(letter) >= 0) {
                    return said;
                }
                if (letter == 'U') {
                    note(Report.said(said));
                    tests.send(answer(new byte[] {'v', 'N'}));
                } else if (letter == 'Y') {
                    attest(Report.said(said));
                    tests.send(answer(new byte[] {'v', 'N'}));
                } else if (letter == 'W' && !changes.isEmpty()) {
                    contradict(Report.said(said));
                    tests.send(answer(new byte[] {'v', 'N'}));
                } else if (letter == 'G' || letter == 'C' || letter == 'D') {
                    byte[] answer = ask(said);
                    if (Report.letter(answer) == 'u') {
                        note("a result: " + Report.said(answer));
                    }
                    tests.send(answer(answer));
                } else if (letter == 'Z') {
                    throw new StopException(Verdict.CHEAT, "an answer of the solution that the harness does not send");
                } else {
                    throw new StopException(Verdict.CHEAT, "an unsolicited message from the suite");
                }
            }
        }

        /** Asks the solution; while it thinks it may call functions that the suite gave it. */
        private byte[] ask(byte[] question) throws StopException, WireException {
            int number = asked.send(question);
            byte[] answer = asked.hear(number);
            while (Report.letter(answer) == CALLBACK) {
                if (++depth > CALLBACKS_DEEP_MAX) {
                    throw new StopException(Verdict.RE, "calls between suite and solution nested too deep");
                }
                byte[] given = converse(replaced('B', answer), "b");
                asked.send(replaced('B', given));
                depth--;
                answer = asked.hear(number);
            }
            return answer;
        }

        private static byte[] replaced(char letter, byte[] message) {
            byte[] changed = message.clone();
            changed[0] = (byte) letter;
            return changed;
        }

        private byte[] hearTests() throws StopException {
            Frame frame = run.next();
            if (frame.from() != tests) {
                throw new StopException(Verdict.CHEAT, "an unsolicited message from the solution");
            }
            return frame.data();
        }

        private void nothingMore() throws StopException {
            if (run.leftOver().isPresent()) {
                throw new StopException(Verdict.CHEAT, "an unsolicited message after the last report");
            }
        }

        /** What the solution printed for this answer goes along, so that the suite can capture it. */
        private byte[] answer(byte[] answer) {
            byte[] out = solution.stdout().take();
            byte[] err = solution.stderr().take();
            ByteArrayOutputStream message = new ByteArrayOutputStream();
            message.write('A');
            message.writeBytes(ByteBuffer.allocate(4).putInt(out.length).array());
            message.writeBytes(out);
            message.writeBytes(ByteBuffer.allocate(4).putInt(err.length).array());
            message.writeBytes(err);
            message.writeBytes(answer);
            return message.toByteArray();
        }

        private void note(String what) {
            if (notEncodable.isEmpty()) {
                notEncodable = what;
            }
        }

        /** Where the solution's own word is not enough, the check that rests on it fails. */
        private void attest(String what) {
            if (execution.least().compareTo(Assurance.SELF_ATTESTED) > 0) {
                note("refused: " + what);
            } else {
                record.attest(what);
            }
        }

        private void contradict(String what) {
            if (contradiction.isEmpty()) {
                contradiction = Optional.of(
                        new CheckResult(commanded, CheckResult.Status.NOT_ENCODABLE, "not-encodable: " + what));
            }
        }

        private Trial.Covered covered() throws StopException, WireException {
            List<Value> both = Report.tuple(ask(new byte[] {'V'}), 2);
            return new Trial.Covered(Report.numbers(both.get(0)), Report.numbers(both.get(1)));
        }

        private static String exception(byte[] answer) throws WireException {
            List<Value> facts = Report.tuple(answer, 4);
            return Report.said(facts.get(0)) + ": " + Report.said(facts.get(2));
        }
    }
}
