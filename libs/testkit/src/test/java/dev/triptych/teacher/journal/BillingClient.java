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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

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

    private static final int CROWD_SECONDS_MAX = 10;

    private final Random random;
    private final List<Way> ways;
    private final Pace pace;
    private final CountDownLatch crowd;
    private final Map<String, Integer> fullReplies = new HashMap<>();
    private final Set<String> committed = ConcurrentHashMap.newKeySet();
    private final List<String> askedAfterCommit = new ArrayList<>();
    private long promptTokens;
    private long completionTokens;
    private int calls;
    private int drawn;
    private int inFlight;
    private int inFlightMax;

    /**
     * How calls follow each other.
     *
     * @param millisMin how long a call takes at least
     * @param millisMax how long it takes at most
     * @param crowd the first calls, none of which ends before all of them are in flight, however slow the machine is
     * @param deathEvery after how many calls the process of one dies, mid-stream and before it is sent by turns; 0 is never
     */
    record Pace(int millisMin, int millisMax, int crowd, int deathEvery) {
        static final Pace QUICK = new Pace(0, 11, 0, 0);
    }

    /** @param ways drawn from with equal probability */
    BillingClient(long seed, List<Way> ways, Pace pace) {
        this.random = new Random(seed);
        this.ways = List.copyOf(ways);
        this.pace = pace;
        this.crowd = new CountDownLatch(pace.crowd());
    }

    /** Thrown through the client as the death of its process. */
    static final class Death extends Error {}

    @Override
    public CallResult send(Profile profile, Outgoing outgoing, String key, Abort abort, Runnable sending) {
        Way way;
        Usage used;
        int millis;
        synchronized (this) {
            way = nextWay();
            used = new Usage(
                    1 + random.nextInt(outgoing.body().length),
                    random.nextInt(4) == 0 ? BudgetIT.MAX_TOKENS : 1 + random.nextInt(BudgetIT.MAX_TOKENS),
                    false);
            millis = random.nextInt(pace.millisMin(), pace.millisMax() + 1);
            if (way == Way.DEATH_BEFORE_SEND) {
                throw new Death();
            }
            sending.run();
            Optional<String> aborted = abort.reason();
            if (aborted.isPresent()) {
                return CallResult.Failed.unsent(profile, aborted.get());
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
            crowd.countDown();
            crowd.await(CROWD_SECONDS_MAX, TimeUnit.SECONDS);
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

    private Way nextWay() {
        drawn++;
        if (pace.deathEvery() > 0 && drawn % pace.deathEvery() == 0) {
            return drawn / pace.deathEvery() % 2 == 0 ? Way.DEATH_BEFORE_SEND : Way.DEATH_MID_STREAM;
        }
        return ways.get(random.nextInt(ways.size()));
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

    /** The most calls that were under way at the same time. */
    synchronized int inFlightMax() {
        return inFlightMax;
    }
}
