package dev.triptych.cli;

import dev.triptych.cli.doctor.Doctor;
import dev.triptych.cli.stack.StackOptions;
import dev.triptych.cli.stack.Teachers;
import dev.triptych.cli.supervise.ProcessIdentity;
import dev.triptych.cli.supervise.Shutdown;
import dev.triptych.cli.supervise.StackPlan;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A verifier for one command: one that is named, the one that is up, or one that is started for the command in a state of
 * its own and stopped with it, however the command ends.
 */
final class VerifierAlone implements AutoCloseable {
    private static final StackOptions ALONE =
            new StackOptions(false, false, true, Teachers.rehearsed(), Map.of(), Map.of());

    private final URI url;
    private final AutoCloseable end;

    private VerifierAlone(URI url, AutoCloseable end) {
        this.url = url;
        this.end = end;
    }

    /** The one at {@code named}, else the one that is up, else a fresh one. */
    static VerifierAlone find(Context context, @Nullable String named) throws Exception {
        if (named != null) {
            return new VerifierAlone(address(named), () -> {});
        }
        Optional<String> up = context.stack().url("verifier");
        return up.isPresent() ? new VerifierAlone(URI.create(up.get()), () -> {}) : fresh(context);
    }

    /** The one at {@code named}, else a fresh one that nobody else uses. */
    static VerifierAlone own(Context context, @Nullable String named) throws Exception {
        return named != null ? new VerifierAlone(address(named), () -> {}) : fresh(context);
    }

    private static VerifierAlone fresh(Context context) throws Exception {
        Context own = context.withState(context.home().state().resolve("alone"));
        own.home().createState();
        OnlyOne only = OnlyOne.take(
                own.home().state().resolve("alone.lock"),
                "Another command has started a verifier for itself; ./triptych up --only verifier starts one for all");
        OwnStack stack = new OwnStack(own.stack(), "verifier");
        try {
            new Doctor(own.home(), own.console()).cureForVerifier();
            new Shutdown(own.home()).stop(); // what a command that was killed may have left
            StackPlan plan = own.console()
                    .step("start a verifier", () -> stack.stack().up(ALONE, Optional.of(ProcessIdentity.self())));
            return new VerifierAlone(URI.create(plan.urls().get("verifier")), () -> {
                stack.close();
                only.close();
            });
        } catch (Exception e) {
            stack.close();
            only.close();
            throw e;
        }
    }

    URI url() {
        return url;
    }

    @Override
    public void close() throws Exception {
        end.close();
    }

    private static URI address(String named) {
        try {
            URI url = new URI(named.endsWith("/") ? named.substring(0, named.length() - 1) : named);
            if ("http".equals(url.getScheme()) && url.getHost() != null) {
                return url;
            }
        } catch (URISyntaxException e) {
            // Said below.
        }
        throw CliException.usage("--url " + named + ": must be like http://host:port");
    }
}
