package dev.triptych.testkit;

import dev.triptych.contracts.Sha256;
import dev.triptych.contracts.SlotKey;
import dev.triptych.teacher.Answer;
import dev.triptych.teacher.Answer.Finish;
import dev.triptych.teacher.Ask;
import dev.triptych.teacher.Teacher;
import dev.triptych.teacher.TeacherException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** A teacher that says what the test wrote down, in that order, and keeps to the slot rule: an answered slot is final. */
public final class ScriptedTeacher implements Teacher {
    private final Deque<Supplier<Answer>> script = new ArrayDeque<>();
    private final Map<SlotKey, Answer> answered = new HashMap<>();
    private final List<Ask> asks = new ArrayList<>();
    private long calls;

    /** Next, ends by itself with that text. */
    public ScriptedTeacher says(String text) {
        return says(text, Optional.empty(), Finish.STOP);
    }

    /** Next, says that text, reasons in a separate field, and ends so. */
    public synchronized ScriptedTeacher says(String text, Optional<String> thinking, Finish finish) {
        script.add(() -> new Answer(++calls, text, thinking, finish, Sha256.of(text)));
        return this;
    }

    /** Next, gives no answer. */
    public synchronized ScriptedTeacher fails(TeacherException failure) {
        script.add(() -> {
            throw failure;
        });
        return this;
    }

    @Override
    public synchronized Answer ask(Ask ask) {
        asks.add(ask);
        Answer known = answered.get(ask.slot());
        if (known != null) {
            return known;
        }
        Supplier<Answer> next = script.poll();
        if (next == null) {
            throw new AssertionError("the script has no answer for " + ask.slot());
        }
        Answer answer = next.get();
        answered.put(ask.slot(), answer);
        return answer;
    }

    /** Every ask so far, repeats included. */
    public synchronized List<Ask> asks() {
        return List.copyOf(asks);
    }

    /** How many answers were made, repeats left out. */
    public synchronized long calls() {
        return calls;
    }
}
