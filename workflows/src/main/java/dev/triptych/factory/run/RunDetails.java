package dev.triptych.factory.run;

import dev.triptych.contracts.factory.LedgerActivities.Waiting;
import dev.triptych.contracts.factory.RunProgress;
import dev.triptych.contracts.factory.RunStatus;
import java.util.stream.Collectors;

/** A run's current details, as the Temporal UI shows them: Markdown. */
final class RunDetails {
    private static final int CAUSE_CHARS_MAX = 200;

    private RunDetails() {}

    static String of(RunProgress progress) {
        StringBuilder text = new StringBuilder()
                .append("**%s** · %d of %d accepted · %d in flight · %d issued\n"
                        .formatted(
                                progress.status(),
                                progress.counts().accepted(),
                                progress.target(),
                                progress.inFlight(),
                                progress.issued()));
        if (progress.counts().ended() > progress.counts().accepted()) {
            text.append("\nNot accepted: ").append(notAccepted(progress)).append('\n');
        }
        progress.oldest().ifPresent(oldest -> text.append('\n').append(waiting(oldest)));
        if (!progress.message().isEmpty()) {
            text.append(waits(progress) ? "\nWaiting for you: " : "\nClosing: ")
                    .append(plain(progress.message()))
                    .append(waits(progress) ? "\n\n" + whatToDo(progress.status()) : "")
                    .append('\n');
        }
        return text.toString();
    }

    private static String whatToDo(RunStatus status) {
        return status == RunStatus.WAITING_BUDGET
                ? "Then send the update `retune` with a higher budget, or `finish`."
                : "When that is mended send the update `resume` without input, or `retune` to name another teacher.";
    }

    private static boolean waits(RunProgress progress) {
        return progress.status() == RunStatus.WAITING_BUDGET || progress.status() == RunStatus.PAUSED;
    }

    private static String notAccepted(RunProgress progress) {
        String rejected = progress.counts().rejected().entrySet().stream()
                .map(entry -> entry.getValue() + " " + entry.getKey())
                .collect(Collectors.joining(", "));
        return rejected
                + (rejected.isEmpty() ? "" : ", ")
                + progress.counts().failed() + " failed, " + progress.counts().cancelled() + " cancelled";
    }

    private static String waiting(Waiting oldest) {
        return "Waiting longest: candidate %d at %s for %d s: %s\n"
                .formatted(oldest.candidate().number(), plain(oldest.stage()), oldest.seconds(), plain(oldest.cause()));
    }

    /** One line of plain text: what comes from outside must not become markup. */
    private static String plain(String text) {
        String line = text.replaceAll("\\s+", " ").replaceAll("([\\\\`*_\\[\\]<>#|!])", "\\\\$1");
        return line.length() <= CAUSE_CHARS_MAX ? line : line.substring(0, CAUSE_CHARS_MAX) + "…";
    }
}
