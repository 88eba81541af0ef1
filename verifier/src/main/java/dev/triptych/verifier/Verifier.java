package dev.triptych.verifier;

import dev.triptych.verifier.judge.Judge;
import dev.triptych.verifier.judge.Judgement;
import dev.triptych.verifier.judge.Submission;
import dev.triptych.verifier.sandbox.Sandbox;
import dev.triptych.verifier.sandbox.SandboxConfig;
import dev.triptych.verifier.sandbox.SandboxException;
import dev.triptych.verifier.sandbox.SelfTest;
import io.quarkus.runtime.Startup;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The one door to the sandbox: serves only after the isolation was tested on this host, and says why when it does not. */
@Startup
@Singleton
public class Verifier {
    private static final Logger LOG = Logger.getLogger(Verifier.class);

    private final SandboxConfig config;
    private volatile @Nullable Sandbox sandbox;
    private volatile Optional<String> failure = Optional.of("the self-test has not ended");

    @Inject
    public Verifier(SandboxConfig config) {
        this.config = config;
    }

    @PostConstruct
    void start() {
        try {
            Sandbox opened = new Sandbox(config);
            sandbox = opened;
            failure = new SelfTest(opened).failure();
        } catch (SandboxException e) {
            failure = Optional.of(e.getMessage() == null ? "unknown" : e.getMessage());
        }
        failure.ifPresentOrElse(
                step -> LOG.errorf("the sandbox is not safe to use: step=%s", step),
                () -> LOG.infof("the sandbox is ready: counted=%s", sandbox().counted()));
    }

    @PreDestroy
    void stop() {
        Sandbox opened = sandbox;
        if (opened != null) {
            opened.close();
        }
    }

    /** Why nothing is judged; empty when the sandbox is safe to use. */
    public Optional<String> failure() {
        return failure;
    }

    /** @throws SandboxException that names the failed step of the self-test, or what went wrong in this run */
    public Judgement judge(Submission submission, BooleanSupplier cancelled) {
        if (failure.isPresent()) {
            throw new SandboxException("the self-test failed: " + failure.get());
        }
        return new Judge(sandbox()).judge(submission, cancelled);
    }

    /** The facts behind a judgement, with the tools that it was made with. */
    public Evidence evidence(Judgement judgement) {
        return Evidence.of(judgement, sandbox().toolchain(), sandbox().counted());
    }

    private Sandbox sandbox() {
        Sandbox opened = sandbox;
        if (opened == null) {
            throw new SandboxException("the sandbox did not start");
        }
        return opened;
    }
}
