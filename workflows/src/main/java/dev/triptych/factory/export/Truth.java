package dev.triptych.factory.export;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.triptych.contracts.RejectReason;
import dev.triptych.contracts.RunId;
import dev.triptych.contracts.Sha256;
import dev.triptych.contracts.json.TriptychJson;
import dev.triptych.factory.ledger.Runs;
import dev.triptych.factory.ledger.TripletRows;
import dev.triptych.factory.teachers.Journal;
import dev.triptych.factory.teachers.TeacherLog;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How often the factory was wrong, by what the rehearsal teacher says its replies were. Looked up by the hashes of the
 * replies, never computed by our own verifier.
 */
@Singleton
public class Truth {
    /** Candidates that are looked up at once. */
    private static final int PAGE = 200;

    private static final Set<String> WRONG_TESTS = Set.of("tests-wrong", "tests-cheating", "tests-shadowing");
    private static final Set<RejectReason> ARGUABLE =
            EnumSet.of(RejectReason.UNSOLVED, RejectReason.WEAK_TESTS, RejectReason.INVALID_TESTS);

    private final Runs runs;
    private final TripletRows triplets;
    private final Journal journal;

    @Inject
    public Truth(Runs runs, TripletRows triplets, Journal journal) {
        this.runs = runs;
        this.triplets = triplets;
        this.journal = journal;
    }

    /** @throws TeacherLog.Unreachable when the log cannot be read */
    ObjectNode of(RunId run, TeacherLog log) {
        Tally tally = new Tally();
        int last = runs.highestNumber(run);
        for (int from = 1; from <= last; from += PAGE) {
            int to = Math.min(last, from + PAGE - 1);
            List<Journal.Reply> replies = journal.replies(run, from, to);
            Map<Sha256, String> kinds = replies.isEmpty()
                    ? Map.of()
                    : log.kinds(replies.stream().map(Journal.Reply::reply).collect(Collectors.toSet()));
            Map<Integer, Kinds> byCandidate = new TreeMap<>();
            replies.forEach(
                    reply -> Optional.ofNullable(kinds.get(reply.reply())).ifPresent(kind -> byCandidate
                            .computeIfAbsent(reply.candidate(), number -> new Kinds(new TreeMap<>()))
                            .add(reply, kind)));
            triplets.acceptedAttempts(run, from, to)
                    .forEach((number, accepted) ->
                            tally.accepted(byCandidate.getOrDefault(number, Kinds.NONE), accepted));
            runs.rejections(run, from - 1, PAGE).stream()
                    .filter(rejection -> rejection.number() <= to && ARGUABLE.contains(rejection.reason()))
                    .forEach(rejection -> tally.rejected(byCandidate.getOrDefault(rejection.number(), Kinds.NONE)));
        }
        return TriptychJson.mapper()
                .createObjectNode()
                .put("falseAccepts", tally.falseAccepts)
                .put("falseRejects", tally.falseRejects)
                .put("leaks", tally.leaks)
                .put("unrecognised", log.unrecognised())
                .put("unknownReplies", tally.unknown);
    }

    /** Counts over candidates. */
    private static final class Tally {
        private int falseAccepts;
        private int falseRejects;
        private int leaks;
        private int unknown;

        void accepted(Kinds kinds, TripletRows.AcceptedAttempt accepted) {
            Optional<String> solution = kinds.of("SOLUTION", accepted.attempt());
            Optional<String> tests = kinds.of("TESTS", accepted.attempt());
            if (solution.isEmpty() || tests.isEmpty()) {
                unknown++;
                return;
            }
            if (!solution.get().equals("right") || WRONG_TESTS.contains(tests.get())) {
                falseAccepts++;
            }
            if (accepted.restyled() && kinds.last("RESTYLE").equals(Optional.of("style-leaky"))) {
                leaks++;
            }
        }

        void rejected(Kinds kinds) {
            if (kinds.attempts().stream()
                    .anyMatch(attempt -> kinds.of("SOLUTION", attempt).equals(Optional.of("right"))
                            && kinds.of("TESTS", attempt).equals(Optional.of("tests-strong")))) {
                falseRejects++;
            }
        }
    }

    /** What the replies of one candidate were, by step and attempt. */
    private record Kinds(Map<String, Map<Integer, String>> byStep) {
        static final Kinds NONE = new Kinds(Map.of());

        void add(Journal.Reply reply, String kind) {
            byStep.computeIfAbsent(reply.step(), step -> new TreeMap<>()).put(reply.attempt(), kind);
        }

        Optional<String> of(String step, int attempt) {
            return Optional.ofNullable(byStep.getOrDefault(step, Map.of()).get(attempt));
        }

        /** Of the last attempt: the first that passes ends them. */
        Optional<String> last(String step) {
            return byStep.getOrDefault(step, new TreeMap<>()).values().stream().reduce((first, second) -> second);
        }

        Set<Integer> attempts() {
            return byStep.getOrDefault("SOLUTION", Map.of()).keySet();
        }
    }
}
