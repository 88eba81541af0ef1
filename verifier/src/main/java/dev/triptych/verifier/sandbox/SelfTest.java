package dev.triptych.verifier.sandbox;

import dev.triptych.contracts.Verdict;
import dev.triptych.contracts.verify.Limits;
import dev.triptych.verifier.wire.Value;
import dev.triptych.verifier.wire.WireException;
import dev.triptych.verifier.wire.WireReader;
import dev.triptych.verifier.wire.WireWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Asks a real jail what it can see and do, before the first request: a jail that is open must not be used. */
public final class SelfTest {
    private static final Limits LIMITS = new Limits(10, 30, 64, 1);
    private static final int TOO_MUCH_MIB = 512;

    private final Sandbox sandbox;

    public SelfTest(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    /** The step that failed; empty when the isolation holds. */
    public Optional<String> failure() {
        try {
            Path secret = Files.createTempFile("triptych-secret-", "");
            try {
                return isolation(secret).or(this::memory);
            } finally {
                Files.delete(secret);
            }
        } catch (SandboxException | OverloadedException e) {
            return Optional.of("python in a jail: " + e.getMessage());
        } catch (IOException e) {
            return Optional.of("a file for the host: " + e.getMessage());
        }
    }

    private Optional<String> isolation(Path secret) {
        try (Run run = sandbox.open(LIMITS, () -> false)) {
            Jail jail = run.jail(Role.PROBE, 0);
            run.go();
            jail.send(WireWriter.message("", List.of(secret.toString(), 0)));
            Value found = new WireReader(run.next().data()).value();
            if (!(found instanceof Value.Container(Value.Kind kind, var items)) || kind != Value.Kind.DICT) {
                return Optional.of("python in a jail: no answer that can be read");
            }
            for (int i = 0; i < items.size(); i += 2) {
                if (!(items.get(i + 1) instanceof Value.Bool(boolean open)) || open) {
                    return Optional.of("isolation: " + name(items.get(i)));
                }
            }
            return Optional.empty();
        } catch (StopException e) {
            return Optional.of("python in a jail: " + e.reason());
        } catch (WireException e) {
            return Optional.of("python in a jail: " + e.getMessage());
        }
    }

    private Optional<String> memory() {
        try (Run run = sandbox.open(LIMITS, () -> false)) {
            Jail jail = run.jail(Role.PROBE, 0);
            run.go();
            jail.send(WireWriter.message("", List.of("/", TOO_MUCH_MIB)));
            run.next();
            Value end = new WireReader(run.next().data()).value();
            boolean refused = end instanceof Value.Str(byte[] text)
                    && new String(text, StandardCharsets.UTF_8).equals("memory-error");
            return refused ? Optional.empty() : Optional.of("memory limit: does not hold");
        } catch (StopException e) {
            return e.verdict() == Verdict.MLE ? Optional.empty() : Optional.of("memory limit: " + e.reason());
        } catch (WireException e) {
            return Optional.of("memory limit: " + e.getMessage());
        }
    }

    private static String name(Value value) {
        return value instanceof Value.Str(byte[] text) ? new String(text, StandardCharsets.UTF_8) : "unknown step";
    }
}
