package dev.triptych.verifier.sandbox;

import dev.triptych.contracts.Verdict;
import dev.triptych.contracts.verify.Limits;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Jails that serve many requests, one at a time, beside the places of runs: for a role that executes nothing of what it
 * reads. Each request has limits of its own; a jail that met one, or ended, is not used again.
 */
public final class Residents {
    private static final int DESKS = Runtime.getRuntime().availableProcessors();
    private static final int REQUESTS_PER_JAIL_MAX = 2_000;

    private final Sandbox sandbox;
    private final Role role;
    private final Limits limits;
    private final BlockingQueue<Desk> desks = new LinkedBlockingQueue<>();

    Residents(Sandbox sandbox, Role role, Limits limits) {
        this.sandbox = sandbox;
        this.role = role;
        this.limits = limits;
        for (int i = 0; i < DESKS; i++) {
            desks.add(new Desk());
        }
    }

    /**
     * The answer to a question; its worker repeats the four bytes before it.
     *
     * @throws StopException when answering took more than the limits
     */
    public byte[] ask(byte[] question) throws StopException {
        Desk desk = take();
        try {
            return desk.ask(question);
        } finally {
            desks.add(desk);
        }
    }

    private Desk take() {
        try {
            return desks.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException();
        }
    }

    /** One jail, for one request at a time. */
    private final class Desk {
        private @Nullable Run run;
        private int requests;

        /** A failure in a jail that has served others may be their doing: only what a fresh one says is said of this. */
        byte[] ask(byte[] question) throws StopException {
            boolean served = run != null && requests > 0;
            try {
                return askOnce(question);
            } catch (StopException e) {
                if (!served) {
                    throw e;
                }
                return askOnce(question);
            }
        }

        private byte[] askOnce(byte[] question) throws StopException {
            boolean answered = false;
            Run current = opened();
            try {
                int number = ThreadLocalRandom.current().nextInt();
                current.jails()
                        .getFirst()
                        .send(ByteBuffer.allocate(Integer.BYTES + question.length)
                                .putInt(number)
                                .put(question)
                                .array());
                byte[] answer = current.next().data();
                if (answer.length < Integer.BYTES || ByteBuffer.wrap(answer).getInt() != number) {
                    throw new StopException(Verdict.CHEAT, "an unsolicited message");
                }
                answered = true;
                return Arrays.copyOfRange(answer, Integer.BYTES, answer.length);
            } finally {
                if (!answered || ++requests >= REQUESTS_PER_JAIL_MAX) {
                    current.close();
                    run = null;
                }
            }
        }

        private Run opened() {
            Run current = run;
            if (current != null && current.quiet()) {
                current.mark();
                return current;
            }
            if (current != null) {
                current.close();
            }
            Run fresh = sandbox.openResident(limits);
            fresh.jail(role, 0);
            fresh.go();
            requests = 0;
            run = fresh;
            return fresh;
        }
    }
}
