package dev.triptych.verifier;

import dev.triptych.verifier.judge.CheckResult;
import dev.triptych.verifier.judge.Judgement;
import dev.triptych.verifier.program.Execution;
import dev.triptych.verifier.program.ProgramResult;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** How much memory a result takes beyond its fixed parts: an upper bound, as programs decide how large each part is. */
final class ResultBytes {
    private static final long OBJECT_BYTES = 40;
    /** A boxed number and the reference to it. */
    private static final long NUMBER_BYTES = 24;

    private ResultBytes() {}

    static long of(ProgramResult result) {
        long printed = Stream.of(result.compile(), result.run())
                .flatMap(Optional::stream)
                .mapToLong(ResultBytes::printed)
                .sum();
        long files =
                result.files().entrySet().stream().mapToLong(ResultBytes::file).sum();
        return printed + files;
    }

    static long of(Judgement judged) {
        Judgement.Texts texts = judged.output();
        return judged.checks().stream().mapToLong(ResultBytes::check).sum()
                + texts(List.of(texts.stdout(), texts.stderr(), texts.suiteStdout(), texts.suiteStderr()))
                + texts(List.of(judged.reason()))
                + texts(judged.checksPassingStubs())
                + texts(judged.shadowedNames())
                + texts(judged.suspicion())
                + judged.lines().map(ResultBytes::lines).orElse(0L);
    }

    private static long printed(Execution execution) {
        return execution.stdout().length + execution.stderr().length;
    }

    private static long file(Map.Entry<String, byte[]> file) {
        return OBJECT_BYTES + text(file.getKey()) + file.getValue().length;
    }

    private static long check(CheckResult check) {
        return OBJECT_BYTES + text(check.id()) + text(check.message());
    }

    private static long lines(Judgement.Lines lines) {
        return NUMBER_BYTES
                * Stream.of(lines.executable(), lines.covered(), lines.branches(), lines.coveredBranches())
                        .mapToLong(Collection::size)
                        .sum();
    }

    private static long texts(Collection<String> texts) {
        return texts.stream().mapToLong(ResultBytes::text).sum();
    }

    /** Two bytes for each character: so many it takes as soon as one of them is not Latin. */
    private static long text(String text) {
        return text.isEmpty() ? 0 : OBJECT_BYTES + 2L * text.length();
    }
}
