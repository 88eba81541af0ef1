package dev.triptych.teacher.journal;

import dev.triptych.contracts.ErrorCode;
import dev.triptych.teacher.client.Abort;
import dev.triptych.teacher.client.CallResult;
import dev.triptych.teacher.client.Outgoing;
import dev.triptych.teacher.client.Profile;
import dev.triptych.teacher.client.Received;
import dev.triptych.teacher.client.TeacherClient;
import dev.triptych.teacher.client.Usage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A teacher with a bill of its own, which ends calls in every way there is. Its log knows nothing of our journal. */
final class BillingClient implements TeacherClient {
    /** How a call goes. */
    enum Way {
        WELL,
        /** The teacher does not say what it counted. */
        WITHOUT_USAGE,
        /** The connection breaks after some of the reply; everything is billed. */
        BROKEN,
        /** Our own process dies in the middle of the reply; everything is billed. */
        DEATH_MID_STREAM,
        /** Our own process dies before the request is out. */
        DEATH_BEFORE_SEND,
        /** Not taken, not billed. */
        REFUSED
    }

    private static final int MILLIS_MAX = 12;

    private final Random random;
    private final List<Way> ways;
    private final Map<String, Integer> fullReplies = new HashMap<>();
    private final Set<String> committed = ConcurrentHashMap.newKeySet();
    private final List<String> askedAfterCommit = new ArrayList<>();
    private long promptTokens;
    private long completionTokens;
    private int calls;
    private int inFlight;
    private int inFlightMax;

    /** @param ways drawn from with equal probability */
    BillingClient(long seed, List<Way> ways) {
        this.random = new Random(seed);
        this.ways = List.copyOf(ways);
    }

    /** Thrown through the client as the death of its process. */
    static final class Death extends Error {}

    @Override
    public CallResult send(Profile profile, Outgoing outgoing, String key, Abort abort) {
        Way way;
        Usage used;
        int millis;
        synchronized (this) {
            way = ways.get(random.nextInt(ways.size()));
            used = new Usage(
                    1 + random.nextInt(outgoing.body().length),
                    random.nextInt(4) == 0 ? BudgetIT.MAX_TOKENS : 1 + random.nextInt(BudgetIT.MAX_TOKENS),
                    false);
            millis = random.nextInt(MILLIS_MAX);
            if (way == Way.DEATH_BEFORE_SEND) {
                throw new Death();
            }
            calls++;
            if (committed.contains(key)) {
                askedAfterCommit.add(key);
            }
            inFlightMax = Math.max(inFlightMax, ++inFlight);
            if (way != Way.REFUSED) {
                promptTokens += used.promptTokens();
                completionTokens += used.completionTokens();
            }
        }
        try {
            Thread.sleep(millis); // the time that a teacher takes
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        synchronized (this) {
            inFlight--;
            if (way == Way.WELL || way == Way.WITHOUT_USAGE || way == Way.DEATH_MID_STREAM) {
                // What was written is whole, whether or not anybody was left to read it.
                fullReplies.merge(key, 1, Integer::sum);
            }
        }
        return switch (way) {
            case WELL -> whole(Optional.of(used));
            case WITHOUT_USAGE -> whole(Optional.empty());
            case BROKEN ->
                new CallResult.Failed(
                        new Received("half", Optional.empty(), Optional.empty(), Optional.empty()),
                        CallResult.Ending.CUT,
                        ErrorCode.TEACHER_STALLED,
                        "broken",
                        Optional.empty());
            case REFUSED ->
                new CallResult.Failed(
                        Received.NOTHING,
                        CallResult.Ending.REFUSED,
                        ErrorCode.TEACHER_REJECTED_REQUEST,
                        "refused",
                        Optional.empty());
            case DEATH_MID_STREAM -> throw new Death();
            case DEATH_BEFORE_SEND -> throw new AssertionError("died before");
        };
    }

    private static CallResult whole(Optional<Usage> usage) {
        return new CallResult.Complete(new Received("whole", Optional.empty(), usage, Optional.empty()), "stop");
    }

    /** The test saw the journal confirm an answer of this slot. */
    void confirmed(String key) {
        committed.add(key);
    }

    synchronized long billMicroUsd(Profile profile) {
        return profile.costMicroUsd(new Usage(promptTokens, completionTokens, false));
    }

    synchronized long billedTokens() {
        return promptTokens + completionTokens;
    }

    synchronized Map<String, Integer> fullReplies() {
        return Map.copyOf(fullReplies);
    }

    /** Slots that were asked again although their answer was committed: there must be none. */
    synchronized List<String> askedAfterCommit() {
        return List.copyOf(askedAfterCommit);
    }

    synchronized int calls() {
        return calls;
    }

    synchronized int inFlightMax() {
        return inFlightMax;
    }
}
