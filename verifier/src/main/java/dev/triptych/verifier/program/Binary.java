package dev.triptych.verifier.program;

import dev.triptych.contracts.verify.Limits;
import dev.triptych.verifier.sandbox.Jail;
import dev.triptych.verifier.sandbox.Run;
import dev.triptych.verifier.sandbox.Sandbox;
import dev.triptych.verifier.sandbox.SandboxException;
import dev.triptych.verifier.sandbox.StopException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A compiled program. It is no file of its jail, so no run of it can change the next. */
public final class Binary implements Prepared {
    private static final int MIB = 1024 * 1024;

    private final Sandbox sandbox;
    private final byte[] program;
    private final Map<String, byte[]> files;
    private final Limits limits;
    private final BooleanSupplier cancelled;
    private @Nullable Run run;
    /** Null when it may not be used again. */
    private @Nullable NativeJail jail;

    private @Nullable Jail lastJail;

    /** @param files in its work folder, by name */
    public Binary(
            Sandbox sandbox, byte[] program, Map<String, byte[]> files, Limits limits, BooleanSupplier cancelled) {
        this.sandbox = sandbox;
        this.program = program;
        this.files = files;
        this.limits = limits;
        this.cancelled = cancelled;
    }

    @Override
    public Ended run(byte[] stdin, List<String> arguments, List<String> wanted) throws StopException {
        try {
            return once(stdin, arguments, wanted);
        } catch (StopException e) {
            jail = null;
            throw e;
        }
    }

    private Ended once(byte[] stdin, List<String> arguments, List<String> wanted) throws StopException {
        NativeJail asked = opened();
        Run current = last();
        asked.jail().stdout().reset();
        asked.jail().stderr().reset();
        current.mark();
        files.forEach(asked::write);
        List<String> command = new ArrayList<>(List.of(NativeJail.KEPT));
        command.addAll(arguments);
        asked.execute(command, stdin);
        wanted.forEach(asked::read);
        asked.tidy().send();
        for (int i = 0; i < files.size(); i++) {
            if (asked.answer().isEmpty()) {
                throw new SandboxException("a file of the request could not be written");
            }
        }
        int exitCode = asked.ended();
        current.settle();
        Map<String, byte[]> left = new LinkedHashMap<>();
        for (String name : wanted) {
            asked.answer().ifPresent(content -> left.put(name, content));
        }
        if (asked.answer().isEmpty()) {
            // What it left cannot be removed: the next run has a new jail.
            jail = null;
        }
        return new Ended(exitCode, left);
    }

    @Override
    public Run last() {
        if (run == null) {
            throw new IllegalStateException("the program was not run");
        }
        return run;
    }

    @Override
    public Jail lastJail() {
        if (lastJail == null) {
            throw new IllegalStateException("the program was not run");
        }
        return lastJail;
    }

    @Override
    public void close() {
        if (run != null) {
            run.close();
        }
    }

    private NativeJail opened() throws StopException {
        if (jail != null) {
            return jail;
        }
        close();
        Run fresh = sandbox.open(limits, cancelled);
        run = fresh;
        NativeJail up = new NativeJail(fresh, limits.outputMib() * MIB);
        lastJail = up.jail();
        fresh.go();
        up.keep(program).send();
        Optional<byte[]> kept = up.answer();
        if (kept.isEmpty()) {
            throw new SandboxException("a program could not be kept in its jail");
        }
        jail = up;
        return up;
    }
}
