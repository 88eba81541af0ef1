package dev.triptych.verifier.program;

import dev.triptych.contracts.verify.Limits;
import dev.triptych.verifier.sandbox.Jail;
import dev.triptych.verifier.sandbox.Role;
import dev.triptych.verifier.sandbox.Run;
import dev.triptych.verifier.sandbox.Sandbox;
import dev.triptych.verifier.sandbox.SandboxException;
import dev.triptych.verifier.sandbox.StopException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A script or a compiled program in its jail. What is run is no file of the jail, so no run can change the next. */
public final class PreparedProgram implements Prepared {
    private static final int MIB = 1024 * 1024;
    private static final int WANTED_BYTES_MAX = 4 * MIB;

    /** How a fresh jail gets to know the program. */
    private interface Introduction {
        void to(ProcessJail jail) throws StopException;
    }

    private final Sandbox sandbox;
    private final Role role;
    private final Introduction introduction;
    private final List<String> command;
    private final Map<String, byte[]> files;
    private final Limits limits;
    private final BooleanSupplier cancelled;
    private @Nullable Run run;
    /** Null when it may not be used again. */
    private @Nullable ProcessJail jail;

    private @Nullable Jail lastJail;
    private int unconfirmedFiles;

    private PreparedProgram(
            Sandbox sandbox,
            Role role,
            Introduction introduction,
            List<String> command,
            Map<String, byte[]> files,
            Limits limits,
            BooleanSupplier cancelled) {
        this.sandbox = sandbox;
        this.role = role;
        this.introduction = introduction;
        this.command = command;
        this.files = files;
        this.limits = limits;
        this.cancelled = cancelled;
    }

    /**
     * A Python script, compiled once and run in a new process each time.
     *
     * @param files beside the script, by name
     */
    public static PreparedProgram script(
            Sandbox sandbox, byte[] source, Map<String, byte[]> files, Limits limits, BooleanSupplier cancelled) {
        Role role = Role.STDIO.warmFor(new String(source, StandardCharsets.ISO_8859_1), sandbox.toolchain());
        return new PreparedProgram(sandbox, role, jail -> jail.script(source), List.of(), files, limits, cancelled);
    }

    /**
     * What a compiler made.
     *
     * @param files in its work folder, by name
     */
    public static PreparedProgram binary(
            Sandbox sandbox, byte[] program, Map<String, byte[]> files, Limits limits, BooleanSupplier cancelled) {
        Introduction keeping = jail -> {
            jail.keep(program).send();
            if (jail.answer().isEmpty()) {
                throw new SandboxException("a program could not be kept in its jail");
            }
        };
        return new PreparedProgram(sandbox, Role.NATIVE, keeping, List.of(ProcessJail.KEPT), files, limits, cancelled);
    }

    @Override
    public Ended run(byte[] stdin, List<String> arguments, List<String> wanted) throws StopException {
        try {
            return attempt(stdin, arguments, wanted);
        } catch (SpoiledJailException e) {
            jail = null;
        }
        try {
            return attempt(stdin, arguments, wanted);
        } catch (SpoiledJailException e) {
            throw new SandboxException("a file of the request: " + e.getMessage());
        }
    }

    /** A jail whose program was stopped is not used again. */
    private Ended attempt(byte[] stdin, List<String> arguments, List<String> wanted) throws StopException {
        try {
            return once(stdin, arguments, wanted);
        } catch (StopException e) {
            jail = null;
            throw e;
        }
    }

    private Ended once(byte[] stdin, List<String> arguments, List<String> wanted) throws StopException {
        ProcessJail asked = opened();
        Run current = last();
        asked.jail().stdout().reset();
        asked.jail().stderr().reset();
        current.mark();
        List<String> words = new ArrayList<>(command);
        words.addAll(arguments);
        asked.execute(words, stdin);
        wanted.forEach(name -> asked.read(name, WANTED_BYTES_MAX));
        asked.tidy().send();
        for (; unconfirmedFiles > 0; unconfirmedFiles--) {
            if (asked.answer().isEmpty()) {
                throw new SandboxException("a file of the request could not be kept");
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

    private ProcessJail opened() throws StopException {
        if (jail != null) {
            return jail;
        }
        close();
        Run fresh = sandbox.open(limits, cancelled);
        run = fresh;
        ProcessJail up = new ProcessJail(fresh, role, limits.outputMib() * MIB);
        lastJail = up.jail();
        fresh.go();
        introduction.to(up);
        files.forEach(up::writeAlways);
        unconfirmedFiles = files.size();
        jail = up;
        return up;
    }
}
