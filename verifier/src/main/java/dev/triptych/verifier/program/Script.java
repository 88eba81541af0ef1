package dev.triptych.verifier.program;

import dev.triptych.contracts.Verdict;
import dev.triptych.contracts.verify.Limits;
import dev.triptych.verifier.sandbox.Jail;
import dev.triptych.verifier.sandbox.Role;
import dev.triptych.verifier.sandbox.Run;
import dev.triptych.verifier.sandbox.Sandbox;
import dev.triptych.verifier.sandbox.StopException;
import dev.triptych.verifier.wire.Value;
import dev.triptych.verifier.wire.WireException;
import dev.triptych.verifier.wire.WireReader;
import dev.triptych.verifier.wire.WireWriter;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A Python script in a jail that runs it again and again: each time in a new process with fresh folders, under limits of
 * its own. What hits a limit, or kills the process that waits for it, takes the jail with it; the next time has a new one.
 */
public final class Script implements Prepared {
    private static final int MIB = 1024 * 1024;

    private final Sandbox sandbox;
    private final byte[] source;
    private final Map<String, byte[]> files;
    private final Limits limits;
    private final BooleanSupplier cancelled;
    private @Nullable Run run;
    /** Null when it may not be used again. */
    private @Nullable Jail jail;

    private @Nullable Jail lastJail;

    /** @param files beside the script, by name */
    public Script(Sandbox sandbox, byte[] source, Map<String, byte[]> files, Limits limits, BooleanSupplier cancelled) {
        this.sandbox = sandbox;
        this.source = source;
        this.files = files;
        this.limits = limits;
        this.cancelled = cancelled;
    }

    @Override
    public Ended run(byte[] stdin, List<String> arguments, List<String> wanted) throws StopException {
        Jail asked = opened();
        Run current = last();
        asked.stdout().reset();
        asked.stderr().reset();
        current.mark();
        asked.send(WireWriter.message("", List.of(stdin, arguments, wanted)));
        try {
            Run.Frame frame = current.next();
            if (current.leftOver().isPresent()) {
                throw new StopException(Verdict.CHEAT, "an unsolicited message of the script");
            }
            return report(frame.data(), wanted);
        } catch (WireException e) {
            jail = null;
            throw new StopException(Verdict.CHEAT, "a report that the harness does not send: " + e.getMessage());
        } catch (StopException e) {
            jail = null;
            throw e;
        }
    }

    @Override
    public Run last() {
        if (run == null) {
            throw new IllegalStateException("the script was not run");
        }
        return run;
    }

    @Override
    public Jail lastJail() {
        if (lastJail == null) {
            throw new IllegalStateException("the script was not run");
        }
        return lastJail;
    }

    @Override
    public void close() {
        if (run != null) {
            run.close();
        }
    }

    private Jail opened() {
        if (jail != null) {
            return jail;
        }
        close();
        Run fresh = sandbox.open(limits, cancelled);
        run = fresh;
        Role role = Role.STDIO.warmFor(new String(source, StandardCharsets.ISO_8859_1), sandbox.toolchain());
        Jail up = fresh.jail(role, limits.outputMib() * MIB);
        jail = up;
        lastJail = up;
        fresh.go();
        List<List<Object>> beside = new ArrayList<>();
        files.forEach((name, content) -> beside.add(List.of(name, content)));
        up.send(WireWriter.message("", List.of(source, beside)));
        return up;
    }

    private static Ended report(byte[] frame, List<String> wanted) throws WireException {
        WireReader reader = new WireReader(frame);
        if (!(reader.value() instanceof Value.Fixed(var _, List<Value> parts))
                || parts.size() != wanted.size() + 1
                || !(parts.getFirst() instanceof Value.Int(BigInteger code))) {
            throw new WireException("not a report of a script");
        }
        reader.end();
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (int i = 0; i < wanted.size(); i++) {
            if (parts.get(i + 1) instanceof Value.Bytes(byte[] content)) {
                files.put(wanted.get(i), content);
            }
        }
        return new Ended(code.intValue(), files);
    }
}
