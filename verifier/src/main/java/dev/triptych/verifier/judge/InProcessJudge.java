package dev.triptych.verifier.judge;

import dev.triptych.contracts.Verdict;
import dev.triptych.verifier.sandbox.Jail;
import dev.triptych.verifier.sandbox.Role;
import dev.triptych.verifier.sandbox.Run;
import dev.triptych.verifier.sandbox.Run.Frame;
import dev.triptych.verifier.sandbox.Sandbox;
import dev.triptych.verifier.sandbox.StopException;
import dev.triptych.verifier.wire.Value;
import dev.triptych.verifier.wire.WireException;
import dev.triptych.verifier.wire.WireReader;
import dev.triptych.verifier.wire.WireWriter;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;

/**
 * Judges a suite and a solution that share a process, because the suite needs it so. The weakest level: what decides
 * lives beside what is judged. Checks come from the suite's text, are commanded one at a time, and each report must
 * repeat a number made for it; a word that nobody asked for, a changed function of the harness, of pytest or of the
 * interpreter, or a canary that passes is tampering.
 */
final class InProcessJudge {
    private static final int KEPT_BYTES = 16_384;
    /** Checks among which the canary is hidden by running each in a process of its own, which costs some 15 ms. */
    private static final int HIDING_CHECKS_MAX = 32;

    private final Sandbox sandbox;

    InProcessJudge(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    Trial run(Execution execution, BooleanSupplier cancelled) {
        try (Run run = sandbox.open(execution.limits(), cancelled)) {
            return new Session(run, execution).run();
        }
    }

    /** One run, from loading both sides to the last report. */
    private static final class Session {
        private final Run run;
        private final Execution execution;
        private final Jail jail;
        private final PlantedSuite planted;
        private final Trial.Record record;

        Session(Run run, Execution execution) {
            this.run = run;
            this.execution = execution;
            Suite suite = execution.suite();
            this.jail = run.jail(suite.importsPytest() ? Role.TESTS_WITH_PYTEST : Role.TESTS, KEPT_BYTES);
            this.planted = PlantedSuite.of(execution.tests(), suite.canaries());
            this.record = new Trial.Record(execution.order());
        }

        Trial run() {
            try {
                run.go();
                execution.variation().hashSeed().ifPresent(seed -> jail.send(WireWriter.message("H", seed)));
                if (loadSolution() && loadTests()) {
                    runChecks();
                }
                nothingMore();
                run.settle();
            } catch (StopException e) {
                record.decide(e.verdict(), e.reason());
            } catch (WireException e) {
                record.decide(Verdict.CHEAT, "a message that the harness does not send: " + e.getMessage());
            }
            return record.end(run, null, jail);
        }

        private boolean loadSolution() throws StopException, WireException {
            byte[] answer = ask(WireWriter.message("I", execution.solution()));
            if (Report.letter(answer) == 'x') {
                record.decide(Verdict.RE, "the solution does not load: " + Report.loadError(answer));
                return false;
            }
            expect('i', answer);
            untouched(Report.items(value(answer)));
            return true;
        }

        private boolean loadTests() throws StopException, WireException {
            Suite suite = execution.suite();
            WireWriter.Names names = new WireWriter.Names(suite.offered());
            WireWriter.Names classes = new WireWriter.Names(suite.classes());
            WireWriter.Names libraries = new WireWriter.Names(suite.libraries());
            byte[] answer = ask(WireWriter.message(
                    "L",
                    List.of(
                            planted.source(),
                            suite.mode(),
                            names,
                            execution.inject(),
                            classes,
                            libraries,
                            List.of(),
                            List.of(),
                            new byte[0])));
            if (Report.letter(answer) == 'x') {
                record.decide(Verdict.RE, "the suite does not load: " + Report.loadError(answer));
                return false;
            }
            expect('l', answer);
            return true;
        }

        private void runChecks() throws StopException, WireException {
            List<String> order = execution.order();
            int firstHiding = planted.firstHiding(order, HIDING_CHECKS_MAX);
            for (int i = 0; i < order.size(); i++) {
                String check = order.get(i);
                boolean hiding = i >= firstHiding && i < firstHiding + HIDING_CHECKS_MAX;
                Optional<String> canary = planted.canaryOf(check);
                if (canary.isEmpty()) {
                    record.add(command(hiding ? "F" : "Q", check, check));
                } else {
                    runBoth(check, canary.get());
                }
            }
        }

        /** A check and its canary both begin where the check before them ended; what the canary did is forgotten. */
        private void runBoth(String check, String canary) throws StopException, WireException {
            String name = planted.name(check);
            CheckResult result;
            boolean both;
            if (planted.canaryFirst()) {
                boolean passes = command("F", canary, check).passed();
                tell('B');
                result = command("F", name, check);
                both = passes && result.passed();
            } else {
                result = command("F", name, check);
                tell('S');
                both = command("F", canary, check).passed() && result.passed();
                tell('B');
                tell('R');
            }
            record.add(result);
            // A wrong answer may happen to be what the copy asks for.
            if (both) {
                throw new StopException(Verdict.CHEAT, "a copy of " + check + " that must fail passes");
            }
        }

        private void tell(char letter) throws StopException {
            nothingMore();
            byte[] answer = ask(new byte[] {(byte) letter});
            expect('b', answer);
        }

        /**
         * @param letter Q, or F for a process of its own
         * @param name of the check in the suite's process
         */
        private CheckResult command(String letter, String name, String check) throws StopException, WireException {
            nothingMore();
            int number = ThreadLocalRandom.current().nextInt();
            byte[] answer = ask(WireWriter.message(letter, List.of(number, name)));
            expect('P', answer);
            List<Value> report = Report.tuple(answer, 5);
            boolean asked = report.get(0).equals(new Value.Int(BigInteger.valueOf(number)))
                    && Report.text(report.get(1)).equals(name);
            if (!asked) {
                throw new StopException(Verdict.CHEAT, "a report for a check that was not commanded");
            }
            untouched(Report.items(report.get(4)));
            return Report.result(run, check, report.get(2), planted.said(Report.said(report.get(3))));
        }

        private byte[] ask(byte[] message) throws StopException {
            jail.send(message);
            Frame frame = run.next();
            return frame.data();
        }

        private static Value value(byte[] answer) throws WireException {
            return new WireReader(Arrays.copyOfRange(answer, 1, answer.length)).value();
        }

        private static void expect(char letter, byte[] answer) throws StopException {
            if (Report.letter(answer) != letter) {
                throw new StopException(Verdict.CHEAT, "an unsolicited message from the suite's process");
            }
        }

        private static void untouched(List<Value> changed) throws StopException, WireException {
            if (!changed.isEmpty()) {
                throw new StopException(Verdict.CHEAT, "changed " + Report.said(changed.getFirst()));
            }
        }

        private void nothingMore() throws StopException {
            if (run.leftOver().isPresent()) {
                throw new StopException(Verdict.CHEAT, "an unsolicited message from the suite's process");
            }
        }
    }
}
