package dev.triptych.teacher.journal;

import dev.triptych.teacher.client.Abort;
import dev.triptych.teacher.client.CallResult;
import dev.triptych.teacher.client.Outgoing;
import dev.triptych.teacher.client.Profile;
import dev.triptych.teacher.client.Received;
import dev.triptych.teacher.client.TeacherClient;
import dev.triptych.teacher.client.Usage;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** A server in memory that counts what it is sent. */
final class FakeClient implements TeacherClient {
    private final List<String> keys = new CopyOnWriteArrayList<>();
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch mayAnswer;
    private final Function<Integer, CallResult> answers;
    private volatile Abort lastAbort = new Abort();

    private FakeClient(boolean atOnce, Function<Integer, CallResult> answers) {
        this.mayAnswer = new CountDownLatch(atOnce ? 0 : 1);
        this.answers = answers;
    }

    static FakeClient saying(String text) {
        return new FakeClient(true, call -> complete(text, "stop"));
    }

    /** Answers when {@link #letAnswer} is called. */
    static FakeClient sayingLater(String text) {
        return new FakeClient(false, call -> complete(text, "stop"));
    }

    /** @param answers by the number of the call, from 1 */
    static FakeClient doing(Function<Integer, CallResult> answers) {
        return new FakeClient(true, answers);
    }

    static CallResult complete(String text, String reason) {
        return new CallResult.Complete(
                new Received(text, Optional.empty(), Optional.of(new Usage(100, 20, false)), Optional.empty()), reason);
    }

    @Override
    public CallResult send(Profile profile, Outgoing outgoing, String key, Abort abort, Runnable sending) {
        sending.run();
        Optional<String> aborted = abort.reason();
        if (aborted.isPresent()) {
            return CallResult.Failed.unsent(profile, aborted.get());
        }
        keys.add(key);
        lastAbort = abort;
        int number = keys.size();
        asked.countDown();
        try {
            if (!mayAnswer.await(60, TimeUnit.SECONDS)) {
                throw new AssertionError("nobody let the teacher answer");
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return answers.apply(number);
    }

    void awaitAsked() throws InterruptedException {
        if (!asked.await(30, TimeUnit.SECONDS)) {
            throw new AssertionError("never asked");
        }
    }

    void letAnswer() {
        mayAnswer.countDown();
    }

    Abort lastAbort() {
        return lastAbort;
    }

    List<String> keys() {
        return List.copyOf(keys);
    }
}
