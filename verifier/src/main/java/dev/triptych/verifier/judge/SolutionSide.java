package dev.triptych.verifier.judge;

import dev.triptych.contracts.Verdict;
import dev.triptych.verifier.sandbox.Jail;
import dev.triptych.verifier.sandbox.Run;
import dev.triptych.verifier.sandbox.Run.Frame;
import dev.triptych.verifier.sandbox.StopException;
import java.nio.ByteBuffer;
import java.util.concurrent.ThreadLocalRandom;

/** Asks the solution's jail one question at a time. An answer without its question's number is tampering. */
final class SolutionSide {
    private static final int NUMBER_BYTES = 4;

    private final Run run;
    private final Jail jail;

    SolutionSide(Run run, Jail jail) {
        this.run = run;
        this.jail = jail;
    }

    byte[] ask(byte[] question) throws StopException {
        return hear(send(question));
    }

    /** The number that the answer must repeat. */
    int send(byte[] question) {
        int number = ThreadLocalRandom.current().nextInt();
        jail.send(ByteBuffer.allocate(NUMBER_BYTES + question.length)
                .putInt(number)
                .put(question)
                .array());
        return number;
    }

    byte[] hear(int number) throws StopException {
        Frame answer = run.next();
        if (answer.from() != jail) {
            throw new StopException(Verdict.CHEAT, "an unsolicited message from the suite");
        }
        ByteBuffer data = ByteBuffer.wrap(answer.data());
        if (data.remaining() <= NUMBER_BYTES || data.getInt() != number) {
            throw new StopException(Verdict.CHEAT, "an unsolicited message from the solution");
        }
        byte[] rest = new byte[data.remaining()];
        data.get(rest);
        return rest;
    }
}
