package dev.triptych.teacher.journal;

import dev.triptych.contracts.ErrorCode;
import dev.triptych.contracts.SlotKey;
import dev.triptych.store.ArtifactException;
import dev.triptych.store.Artifacts;
import dev.triptych.store.PackedBody;
import dev.triptych.teacher.Answer;
import dev.triptych.teacher.Ask;
import dev.triptych.teacher.Teacher;
import dev.triptych.teacher.TeacherException;
import dev.triptych.teacher.client.Abort;
import dev.triptych.teacher.client.CallResult;
import dev.triptych.teacher.client.Outgoing;
import dev.triptych.teacher.client.PlacedCall;
import dev.triptych.teacher.client.Profile;
import dev.triptych.teacher.client.Routing;
import dev.triptych.teacher.client.TeacherClient;
import dev.triptych.teacher.limit.Place;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jdbi.v3.core.JdbiException;

/**
 * Asks through the journal:
 *
 * <ol>
 *   <li>look: an answer that is there is returned; one that a live worker is getting is waited for; who is asked is whom
 *       the run names now, which a retune may have changed since the step began;
 *   <li>be admitted by the teacher's limiter, then write the {@code ASKED} row, which makes this worker the slot's owner
 *       and reserves what the call may cost;
 *   <li>send, with the slot's key as {@code Idempotency-Key};
 *   <li>write what came; only a committed reply is used. A reply of a slot that was taken over meanwhile is recorded as
 *       paid, and the other answer is returned.
 * </ol>
 *
 * Refusals that pass by themselves are tried again a few times; each try is a call of its own.
 */
public final class JournaledTeacher implements Teacher, AutoCloseable {
    /** Calls for one {@code ask}. Longer patience is the caller's. */
    static final int TRIES_MAX = 3;

    /**
     * How long one {@code ask} is told "not now" before that is handed to the caller. Bounded by time and not by tries:
     * a full teacher, or one that refuses at random, says so to the same call any number of times, and no row may be
     * lost by it.
     */
    static final Duration RATE_LIMITED_MAX = Duration.ofMinutes(5);

    /** A wish to wait longer than this is handed to the caller. */
    static final Duration RETRY_AFTER_MAX = Duration.ofSeconds(20);

    /** Pause before the second try where the teacher does not say; doubles. */
    static final Duration PAUSE = Duration.ofMillis(250);

    /** How often a slot that another worker is asking is looked at. */
    static final Duration LOOK_EVERY = Duration.ofMillis(150);

    /** How often a call asks again for its reservation while calls under way hold what the budget has left. */
    static final Duration RESERVE_EVERY = Duration.ofMillis(400);

    /** How long another worker's answer is waited for: no call takes longer. */
    static final Duration WAIT_MAX = Duration.ofMinutes(30);

    /** How long a reply is kept in hand while the journal cannot be reached. */
    static final Duration COMMIT_PATIENCE = Duration.ofSeconds(60);

    private static final Set<ErrorCode> PASSING =
            Set.of(ErrorCode.TEACHER_RATE_LIMITED, ErrorCode.TEACHER_UNAVAILABLE, ErrorCode.TEACHER_UNREACHABLE);

    private final Routing routing;
    private final TeacherClient client;
    private final Journal journal;
    private final Artifacts artifacts;
    private final Lease lease;
    private final String service;
    private final Checkpoint checkpoint;

    JournaledTeacher(
            Routing routing,
            TeacherClient client,
            Journal journal,
            Artifacts artifacts,
            Lease lease,
            String service,
            Checkpoint checkpoint) {
        this.routing = routing;
        this.client = client;
        this.journal = journal;
        this.artifacts = artifacts;
        this.lease = lease;
        this.service = service;
        this.checkpoint = checkpoint;
    }

    @Override
    public Answer ask(Ask ask) {
        try {
            return answer(ask);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TeacherException(ErrorCode.INTERNAL, "interrupted while asking", Optional.empty());
        } catch (ArtifactException e) {
            throw new TeacherException(e.code(), e.getMessage() + "", Optional.empty());
        } catch (JdbiException e) {
            throw new TeacherException(
                    ErrorCode.STORE_UNAVAILABLE, "the journal cannot be reached", Optional.of(Duration.ofSeconds(2)));
        }
    }

    /** Gives the lease back. */
    @Override
    public void close() {
        lease.close();
    }

    private Profile profile(String name) {
        return routing.find(name)
                .orElseThrow(() -> new TeacherException(
                        ErrorCode.TEACHER_UNKNOWN,
                        "teacher " + name + ": no such profile, configured are " + routing.names(),
                        Optional.empty()));
    }

    private Answer answer(Ask ask) throws InterruptedException {
        Patience withOthers = new Patience(WAIT_MAX);
        Patience withRefusals = new Patience(RATE_LIMITED_MAX);
        int tries = 0;
        Optional<Refused> refused = Optional.empty();
        String asked = ask.teacher().profile();
        while (true) {
            switch (journal.look(ask.slot())) {
                case Claim.Answered answered -> {
                    return read(answered);
                }
                case Claim.Busy busy -> awaitOther(ask, withOthers);
                case Claim.Free(Optional<String> named) -> {
                    // Whom the step began with may be gone, which is why the run was retuned.
                    Profile wanted = profile(named.orElseGet(ask.teacher()::profile));
                    if (!wanted.name().equals(asked)) {
                        asked = wanted.name();
                        refused = Optional.empty();
                        tries = 0;
                    }
                    Profile profile = refused.map(Refused::by).orElseGet(() -> routing.choose(wanted));
                    Try made = tryOnce(ask, wanted, profile, refused.map(Refused::place));
                    switch (made) {
                        case Try.Committed committed -> {
                            return committed.answer();
                        }
                        case Try.Overtaken overtaken -> {}
                        case Try.Later later -> awaitReservation(ask, withOthers);
                        case Try.Failed(CallResult.Failed why, Place place)
                        when why.code() == ErrorCode.TEACHER_RATE_LIMITED -> {
                            // The limiter knows best when there is hope.
                            throwUnless(why, withRefusals.lasts());
                            refused = Optional.of(new Refused(profile, place));
                        }
                        case Try.Failed(CallResult.Failed why, Place place)
                        when routing.hasOther(wanted, profile) -> {
                            refused = Optional.empty();
                            tries = 0;
                        }
                        case Try.Failed(CallResult.Failed why, Place place) -> {
                            refused = Optional.empty();
                            throwUnless(why, ++tries < TRIES_MAX);
                            Thread.sleep(why.retryAfter().orElse(PAUSE.multipliedBy(1L << (tries - 1))));
                        }
                    }
                }
                case Claim.Mine mine -> throw new IllegalStateException("looking does not claim");
                case Claim.Later later -> throw new IllegalStateException("looking does not reserve");
                case Claim.Retuned retuned -> throw new IllegalStateException("looking asks nobody");
                case Claim.Denied denied -> throw new IllegalStateException("looking does not read the gate");
            }
        }
    }

    private static void awaitOther(Ask ask, Patience patience) throws InterruptedException {
        if (!patience.lasts()) {
            throw new TeacherException(
                    ErrorCode.TEACHER_STALLED,
                    "slot " + ask.slot() + ": another worker has been asking for " + WAIT_MAX,
                    Optional.empty());
        }
        Thread.sleep(LOOK_EVERY);
    }

    private static void awaitReservation(Ask ask, Patience patience) throws InterruptedException {
        if (!patience.lasts()) {
            throw new TeacherException(
                    ErrorCode.TEACHER_STALLED,
                    "slot " + ask.slot() + ": calls under way have held the rest of the budget for " + WAIT_MAX,
                    Optional.empty());
        }
        Thread.sleep(RESERVE_EVERY);
    }

    private static void throwUnless(CallResult.Failed why, boolean again) {
        Duration wish = why.retryAfter().orElse(Duration.ZERO);
        if (!PASSING.contains(why.code()) || !again || wish.compareTo(RETRY_AFTER_MAX) > 0) {
            throw new TeacherException(why.code(), why.message(), why.retryAfter());
        }
    }

    /** Who said "not now". @param place the one that the call had */
    private record Refused(Profile by, Place place) {}

    /** What came of one try. */
    private sealed interface Try {
        record Committed(Answer answer) implements Try {}

        /** Another worker owns or filled the slot, or the run asks another teacher: to be looked at again. */
        record Overtaken() implements Try {}

        /** Calls under way hold what the budget has left. */
        record Later() implements Try {}

        /** @param place the one that the call had */
        record Failed(CallResult.Failed why, Place place) implements Try {}
    }

    private Try tryOnce(Ask ask, Profile asked, Profile profile, Optional<Place> refused) throws InterruptedException {
        Outgoing outgoing = Outgoing.chat(
                profile.config(),
                ask.prompt().system(),
                ask.prompt().user(),
                ask.teacher().temperature(),
                ask.maxTokens());
        NewCall call = new NewCall(
                ask.slot(),
                ask.tenant(),
                service,
                asked.name(),
                profile.name(),
                profile.config().model(),
                ask.prompt().template(),
                ask.prompt().templateHash(),
                PackedBody.of(outgoing.body()),
                ask.teacher().temperature(),
                ask.maxTokens(),
                Bound.of(profile, outgoing.body().length, ask.prompt().messages(), ask.maxTokens()));
        Optional<Place> found = place(ask, asked, profile, refused);
        if (found.isEmpty()) {
            return new Try.Overtaken();
        }
        try (Place place = found.get()) {
            Optional<CallResult.Failed> standing = profile.standingRefusal();
            if (standing.isPresent()) {
                return new Try.Failed(standing.get(), place);
            }
            UUID process = lease.hold();
            return switch (journal.begin(call, process)) {
                case Claim.Mine mine -> send(ask, profile, place, outgoing, mine.callId(), process);
                case Claim.Denied(ErrorCode code, String reason) ->
                    throw new TeacherException(
                            code, "run " + ask.slot().candidate().run() + ": " + reason, Optional.empty());
                case Claim.Later later -> new Try.Later();
                case Claim.Answered answered -> new Try.Overtaken();
                case Claim.Busy busy -> new Try.Overtaken();
                case Claim.Retuned retuned -> new Try.Overtaken();
                case Claim.Free free -> throw new IllegalStateException("a free slot is claimed");
            };
        }
    }

    private Optional<Place> place(Ask ask, Profile asked, Profile profile, Optional<Place> refused)
            throws InterruptedException {
        BooleanSupplier stays = () -> asks(ask.slot(), asked);
        return refused.isPresent()
                ? profile.limiter().again(refused.get(), stays)
                : profile.limiter().admit(ask.slot().candidate().run().value(), stays);
    }

    /** Whether {@code asked} is whom the run asks, as far as is known: who waits loses its place by nothing less. */
    private boolean asks(SlotKey slot, Profile asked) {
        try {
            return !(journal.look(slot) instanceof Claim.Free(Optional<String> named))
                    || named.filter(name -> !name.equals(asked.name())).isEmpty();
        } catch (JdbiException e) {
            return true;
        }
    }

    private Try send(Ask ask, Profile profile, Place place, Outgoing outgoing, long callId, UUID process)
            throws InterruptedException {
        Abort abort = new Abort();
        lease.opened(callId, process, abort);
        boolean settled = false;
        try {
            checkpoint.reached(Checkpoint.Point.BEFORE_SEND);
            CallResult result = PlacedCall.send(
                    client,
                    profile,
                    place,
                    outgoing,
                    ask.slot().toString(),
                    abort,
                    () -> lease.sending(callId, process, abort));
            checkpoint.reached(Checkpoint.Point.AFTER_REPLY);
            boolean unsent = result instanceof CallResult.Failed failed
                    && failed.ending() == CallResult.Ending.REFUSED
                    && abort.reason().isPresent();
            Optional<Clocks.Moment> sent = unsent ? Optional.empty() : lease.sent(callId);
            Ended ended = Ended.of(result, profile, outgoing, ask.prompt().messages(), sent);
            Try made = commit(() -> settle(ask, place, callId, result, ended));
            settled = true;
            lease.settled(callId);
            checkpoint.reached(Checkpoint.Point.AFTER_COMMIT);
            return unsent && lease.isLost(process) ? new Try.Overtaken() : made;
        } finally {
            if (!settled) {
                lease.abandon(callId);
            }
        }
    }

    /** Stores what came and says so in the journal. */
    private Try settle(Ask ask, Place place, long callId, CallResult result, Ended ended) {
        boolean fills = journal.end(ask.slot(), callId, ended);
        return switch (result) {
            case CallResult.Failed failed -> new Try.Failed(failed, place);
            case CallResult.Complete complete ->
                fills
                        ? new Try.Committed(new Answer(
                                callId,
                                complete.received().content(),
                                complete.received().thinking(),
                                ended.fills().orElseThrow(),
                                ended.reply().orElseThrow().hash()))
                        : new Try.Overtaken();
        };
    }

    /**
     * Settles with patience for a database that is away: a reply in hand is paid. Whether it still answers the slot is
     * the journal's decision. An interrupt must not throw a whole reply away, so it is held back, also while the pause
     * between two tries lasts.
     */
    private static Try commit(Supplier<Try> settle) {
        boolean interrupted = Thread.interrupted();
        long until = System.nanoTime() + COMMIT_PATIENCE.toNanos();
        try {
            while (true) {
                try {
                    return settle.get();
                } catch (JdbiException e) {
                    if (ManyCalls.isOfData(e) || System.nanoTime() - until > 0) {
                        throw e;
                    }
                    LockSupport.parkNanos(LOOK_EVERY.toNanos());
                    // Parking returns at once while an interrupt is pending.
                    interrupted |= Thread.interrupted();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private Answer read(Claim.Answered answered) {
        return new Answer(
                answered.callId(),
                artifacts.readText(answered.reply()),
                answered.thinking().map(artifacts::readText),
                answered.finish(),
                answered.reply());
    }
}
