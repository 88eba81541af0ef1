package dev.triptych.verifier.program;

import dev.triptych.contracts.Verdict;
import dev.triptych.verifier.sandbox.Jail;
import dev.triptych.verifier.sandbox.Role;
import dev.triptych.verifier.sandbox.Run;
import dev.triptych.verifier.sandbox.StopException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * A jail that runs programs as processes of their own, in the words of {@code orders.h}. Orders are collected and sent
 * together; the answers are then taken in the same order.
 */
public final class ProcessJail {
    /** The name under which the program that was kept is run. */
    public static final String KEPT = "program";

    private static final List<String> ENVIRONMENT =
            List.of("PATH=/usr/bin:/bin", "HOME=/tmp", "TMPDIR=/tmp", "LANG=C.UTF-8");
    private static final int SIGNAL_CPU = 24;
    private static final int EMPTY_STDIN = 1;

    private final Run run;
    private final Jail jail;
    private final List<byte[]> orders = new ArrayList<>();
    private final Deque<Character> awaited = new ArrayDeque<>();

    /** Names the jail in {@code run}; the caller has it made. */
    public ProcessJail(Run run, Role role, int keptBytes) {
        this.run = run;
        this.jail = run.jail(role, keptBytes);
    }

    public Jail jail() {
        return jail;
    }

    /** Puts a file into the work folder. */
    public ProcessJail write(String name, byte[] content) {
        return order('W', 'w', name.getBytes(StandardCharsets.UTF_8), new byte[1], content);
    }

    /** Puts a file into the work folder before each {@link #execute} to come. */
    ProcessJail writeAlways(String name, byte[] content) {
        return order('A', 'w', name.getBytes(StandardCharsets.UTF_8), new byte[1], content);
    }

    /** Keeps a program outside of every folder, where nobody can change it. */
    public ProcessJail keep(byte[] program) {
        return order('B', 'w', program);
    }

    /** The first word to a worker that runs scripts; it is not answered. */
    void script(byte[] source) {
        orders.add(source);
    }

    /** Runs a program to its end. */
    ProcessJail execute(List<String> command, byte[] stdin) {
        byte[] flags = {(byte) (stdin.length == 0 ? EMPTY_STDIN : 0)};
        return order('E', 'x', flags, words(command), words(ENVIRONMENT), stdin);
    }

    /** Fetches a file that a program left; of all that one left, at most {@code bytesMax} are given. */
    ProcessJail read(String name, int bytesMax) {
        byte[] max = ByteBuffer.allocate(Integer.BYTES).putInt(bytesMax).array();
        return order('R', 'f', max, name.getBytes(StandardCharsets.UTF_8), new byte[1]);
    }

    /** Empties the folders that programs can write. */
    ProcessJail tidy() {
        return order('T', 'w');
    }

    /** Turns the worker into the kept program, which has the private channel then. There is no answer. */
    public void become() {
        orders.add(joined('K', words(List.of(KEPT)), words(ENVIRONMENT)));
        send();
    }

    /** Sends what was ordered. */
    public void send() {
        jail.send(orders);
        orders.clear();
    }

    /**
     * Takes the answer to the oldest order that was not answered; empty when it could not be done.
     *
     * @throws SpoiledJailException when the files of {@link #writeAlways} could not be written
     */
    public Optional<byte[]> answer() throws StopException {
        byte[] answer = run.next().data();
        char expected = awaited.remove();
        char letter = answer.length == 0 ? 0 : (char) answer[0];
        if (letter == 'i' && expected == 'x') {
            throw new SpoiledJailException(new String(answer, 1, answer.length - 1, StandardCharsets.UTF_8));
        }
        if (letter != expected && letter != 'n') {
            throw new StopException(Verdict.CHEAT, "an answer that the worker does not give");
        }
        return letter == 'n' ? Optional.empty() : Optional.of(Arrays.copyOfRange(answer, 1, answer.length));
    }

    /** Takes the answer to {@link #execute}: the exit code, or minus the signal. */
    int ended() throws StopException {
        byte[] answer = answer().orElseThrow(() -> new StopException(Verdict.RE, "no process could be started"));
        int status = ByteBuffer.wrap(answer).getInt();
        int signal = status & 0x7f;
        if (signal == SIGNAL_CPU) {
            throw new StopException(Verdict.TLE, "over its CPU time");
        }
        return signal == 0 ? (status >> 8) & 0xff : -signal;
    }

    private ProcessJail order(char operation, char answer, byte[]... parts) {
        orders.add(joined(operation, parts));
        awaited.add(answer);
        return this;
    }

    private static byte[] joined(char operation, byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(operation);
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static byte[] words(List<String> words) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(words.size() >> 8);
        all.write(words.size());
        for (String word : words) {
            all.writeBytes(word.getBytes(StandardCharsets.UTF_8));
            all.write(0);
        }
        return all.toByteArray();
    }
}
