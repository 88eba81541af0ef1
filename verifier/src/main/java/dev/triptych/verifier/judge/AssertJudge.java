package dev.triptych.verifier.judge;

import dev.triptych.contracts.Verdict;
import dev.triptych.contracts.verify.Limits;
import dev.triptych.verifier.program.ProcessJail;
import dev.triptych.verifier.sandbox.Role;
import dev.triptych.verifier.sandbox.Run;
import dev.triptych.verifier.sandbox.Sandbox;
import dev.triptych.verifier.sandbox.SandboxException;
import dev.triptych.verifier.sandbox.StopException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/**
 * Judges a program that was made of a suite and a solution by what its checks report, and then once more with one check
 * changed so that it must fail: what passes that too has tampered. Both are one process, so this is the weakest level.
 */
final class AssertJudge {
    private static final int SECRET_BYTES = 16;
    private static final int NO_CANARY = -1;
    private static final int KEPT_BYTES = 64 * 1024;

    private final Sandbox sandbox;
    private final SecureRandom random = new SecureRandom();

    AssertJudge(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    Trial run(byte[] program, CppSuite suite, Limits limits, BooleanSupplier cancelled) {
        Trial trial = run(program, suite, NO_CANARY, limits, cancelled);
        List<Integer> candidates = canaries(suite);
        if (trial.verdict() != Verdict.AC || candidates.isEmpty()) {
            return trial;
        }
        int canary = candidates.get(random.nextInt(candidates.size()));
        Trial changed = run(program, suite, canary, limits, cancelled);
        return new Trial(
                verdict(changed, suite.sites().get(canary).id()),
                reason(changed, suite.sites().get(canary).id()),
                trial.checks(),
                trial.usage().and(changed.usage()),
                trial.output(),
                Optional.empty());
    }

    /** Checks that every run reaches and that can be made to fail. */
    static List<Integer> canaries(CppSuite suite) {
        return IntStream.range(0, suite.sites().size())
                .filter(i ->
                        suite.sites().get(i).required() && suite.sites().get(i).canary())
                .boxed()
                .toList();
    }

    private static Verdict verdict(Trial changed, String id) {
        return switch (changed.verdict()) {
            case WA -> failed(changed, id) ? Verdict.AC : Verdict.CHEAT;
            // The program cannot know which of the two runs it is in.
            case TLE, ILE, MLE, OLE, IE -> changed.verdict();
            case AC, RE, CHEAT, CE, CTLE, CMLE -> Verdict.CHEAT;
        };
    }

    private static String reason(Trial changed, String id) {
        return switch (verdict(changed, id)) {
            case AC -> "";
            case CHEAT -> "a check that cannot hold did not fail: " + id;
            default -> changed.reason();
        };
    }

    private static boolean failed(Trial changed, String id) {
        return changed.checks().stream()
                .anyMatch(check ->
                        check.id().equals(id) && !check.passed() && check.status() == CheckResult.Status.FAILED);
    }

    private Trial run(byte[] program, CppSuite suite, int canary, Limits limits, BooleanSupplier cancelled) {
        try (Run run = sandbox.open(limits, cancelled)) {
            ProcessJail jail = new ProcessJail(run, Role.NATIVE, KEPT_BYTES);
            run.go();
            Reports reports = new Reports(suite);
            try {
                start(run, jail, program, reports.secret, canary);
                while (!reports.over) {
                    reports.read(run.next().data());
                }
                run.settle();
                if (run.leftOver().isPresent()) {
                    throw new StopException(Verdict.CHEAT, "a report after the last one");
                }
            } catch (StopException e) {
                reports.stopped(e);
            }
            return reports.trial(run, jail);
        }
    }

    private void start(Run run, ProcessJail jail, byte[] program, byte[] secret, int canary) throws StopException {
        jail.keep(program).send();
        if (jail.answer().isEmpty()) {
            throw new SandboxException("a program could not be kept in its jail");
        }
        random.nextBytes(secret);
        run.mark();
        jail.become();
        jail.jail()
                .send(ByteBuffer.allocate(SECRET_BYTES + Integer.BYTES)
                        .put(secret)
                        .putInt(canary)
                        .array());
    }

    /** What one program reported. */
    private static final class Reports {
        private final CppSuite suite;
        private final byte[] secret = new byte[SECRET_BYTES];
        private final List<Integer> passed = new ArrayList<>();
        private final BitSet seen = new BitSet();
        private Optional<Integer> failed = Optional.empty();
        private Optional<StopException> stop = Optional.empty();
        private int code;
        private int count;
        private boolean over;

        Reports(CppSuite suite) {
            this.suite = suite;
        }

        void read(byte[] frame) throws StopException {
            ByteBuffer report = ByteBuffer.wrap(frame);
            byte[] shown = new byte[SECRET_BYTES];
            int order;
            char letter;
            int number;
            try {
                report.get(shown);
                order = report.getInt();
                letter = (char) report.get();
                number = report.getInt();
            } catch (BufferUnderflowException e) {
                throw new StopException(Verdict.CHEAT, "a report that no check sends");
            }
            if (!MessageDigest.isEqual(shown, secret) || order != count++ || report.hasRemaining()) {
                throw new StopException(Verdict.CHEAT, "a forged report");
            }
            if (letter == 'D') {
                code = number;
                over = true;
                return;
            }
            if (number < 0 || number >= suite.sites().size() || letter == 'P' && seen.get(number)) {
                throw new StopException(Verdict.CHEAT, "a report of a check that was not due");
            }
            seen.set(number);
            switch (letter) {
                case 'P' -> passed.add(number);
                case 'F' -> {
                    failed = Optional.of(number);
                    over = true;
                }
                default -> throw new StopException(Verdict.CHEAT, "a report that no check sends");
            }
        }

        void stopped(StopException e) {
            stop = Optional.of(e);
        }

        /** Those that were reached, in order, then those that had to be. */
        Trial trial(Run run, ProcessJail jail) {
            List<String> expected = new ArrayList<>();
            List<CheckResult> results = new ArrayList<>();
            for (int site : passed) {
                if (failed.isEmpty() || failed.get() != site) {
                    results.add(new CheckResult(suite.sites().get(site).id(), CheckResult.Status.PASSED, ""));
                }
            }
            failed.map(suite.sites()::get)
                    .ifPresent(site -> results.add(
                            new CheckResult(site.id(), CheckResult.Status.FAILED, "does not hold: " + site.text())));
            results.forEach(result -> expected.add(result.id()));
            for (int i = 0; i < suite.sites().size(); i++) {
                if (suite.sites().get(i).required() && !seen.get(i)) {
                    expected.add(suite.sites().get(i).id());
                }
            }
            Trial.Record record = new Trial.Record(expected);
            stop.ifPresent(e -> record.decide(e.verdict(), e.reason()));
            results.forEach(record::add);
            if (over && failed.isEmpty() && code != 0) {
                record.decide(Verdict.WA, "main returned " + code);
            }
            Trial ended = record.end(run, jail.jail(), null);
            // Checks behind one that failed were not to be reached.
            boolean onlyFailed = failed.isPresent() && stop.isEmpty();
            return onlyFailed
                    ? new Trial(
                            Verdict.WA,
                            failed.map(suite.sites()::get)
                                    .map(site -> site.id() + ": does not hold: " + site.text())
                                    .orElse(""),
                            ended.checks(),
                            ended.usage(),
                            ended.output(),
                            Optional.empty())
                    : ended;
        }
    }
}
