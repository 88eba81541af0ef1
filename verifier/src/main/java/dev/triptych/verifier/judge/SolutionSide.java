package dev.triptych.verifier.judge;

import dev.triptych.contracts.Verdict;
import dev.triptych.verifier.sandbox.Jail;
import dev.triptych.verifier.sandbox.Run;
import dev.triptych.verifier.sandbox.Run.Frame;
import dev.triptych.verifier.sandbox.StopException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** Asks a jail; an answer that is not the next question's, by its number, is tampering. */
final class SolutionSide {
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
        return send(List.of(question)).getFirst();
    }

    /** Asks several at once, which saves waiting; the answers come in the same order. */
    List<Integer> send(List<byte[]> questions) {
        List<Integer> numbers = new ArrayList<>();
        List<byte[]> frames = new ArrayList<>();
        for (byte[] question : questions) {
            int number = ThreadLocalRandom.current().nextInt();
            numbers.add(number);
            frames.add(ByteBuffer.allocate(Integer.BYTES + question.length)
                    .putInt(number)
                    .put(question)
                    .array());
        }
        jail.send(frames);
        return numbers;
    }

    byte[] hear(int number) throws StopException {
        Frame answer = run.next();
        if (answer.from() != jail) {
            throw new StopException(Verdict.CHEAT, "an unsolicited message from the suite");
        }
        ByteBuffer data = ByteBuffer.wrap(answer.data());
        if (data.remaining() <= Integer.BYTES || data.getInt() != number) {
            throw new StopException(Verdict.CHEAT, "an unsolicited message from the solution");
        }
        byte[] rest = new byte[data.remaining()];
        data.get(rest);
        return rest;
    }
}
