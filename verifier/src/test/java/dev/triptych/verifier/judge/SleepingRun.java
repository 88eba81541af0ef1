package dev.triptych.verifier.judge;

import dev.triptych.contracts.verify.Limits;
import dev.triptych.verifier.sandbox.Sandbox;
import java.util.Map;

/**
 * A service of its own that judges programs which would rather not end, until somebody kills it. Arguments: the first
 * user of its jails, and the name that the programs give to their processes. Prints verdicts, if there are any.
 */
final class SleepingRun {
    private static final String SOLUTION = """
            import ctypes
            import os
            import signal
            import time


            def f(a, b):
                for number in range(1, 65):
                    try:
                        signal.signal(number, signal.SIG_IGN)
                    except (OSError, ValueError):
                        pass
                for _ in range(3):
                    if os.fork() == 0:
                        os.setsid()
                        break
                ctypes.CDLL(None).prctl(15, b"%s", 0, 0, 0)
                ctypes.CDLL(None).prctl(1, 0, 0, 0, 0)
                while True:
                    time.sleep(1)
            """;
    private static final String SUITE = "from solution import f\n\n\ndef test_f():\n    assert f(1, 2) == 3\n";

    private SleepingRun() {}

    public static void main(String[] args) {
        Sandbox sandbox =
                RealSandbox.open(Map.of("triptych.verifier.concurrency", "1", "triptych.verifier.uid-base", args[0]));
        try {
            Submission submission = RealSandbox.pytest(SOLUTION.formatted(args[1]), SUITE, new Limits(60, 600, 96, 1));
            System.out.println("verdict "
                    + new Judge(sandbox).judge(submission, () -> false).verdict());
        } catch (RuntimeException e) {
            System.out.println("error " + e);
        } finally {
            sandbox.close();
        }
    }
}
