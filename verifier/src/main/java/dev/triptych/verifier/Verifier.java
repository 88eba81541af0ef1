package dev.triptych.verifier;

import dev.triptych.contracts.verify.Limits;
import dev.triptych.verifier.judge.FunctionCalls;
import dev.triptych.verifier.judge.Judge;
import dev.triptych.verifier.judge.Judgement;
import dev.triptych.verifier.judge.Submission;
import dev.triptych.verifier.judge.Variation;
import dev.triptych.verifier.program.BinaryFolder;
import dev.triptych.verifier.program.CompileConfig;
import dev.triptych.verifier.program.Compiler;
import dev.triptych.verifier.program.Program;
import dev.triptych.verifier.program.ProgramResult;
import dev.triptych.verifier.program.SandboxPrograms;
import dev.triptych.verifier.queue.Admission;
import dev.triptych.verifier.queue.Work;
import dev.triptych.verifier.sandbox.OverloadedException;
import dev.triptych.verifier.sandbox.Sandbox;
import dev.triptych.verifier.sandbox.SandboxConfig;
import dev.triptych.verifier.sandbox.SandboxException;
import dev.triptych.verifier.sandbox.SelfTest;
import dev.triptych.verifier.sandbox.Toolchain;
import io.quarkus.runtime.Startup;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The one door to the sandbox: serves only after the isolation was tested on this host, and says why when it does not. */
@Startup
@Singleton
public class Verifier {
    private static final long MIB = 1024 * 1024;
    private static final Logger LOG = Logger.getLogger(Verifier.class);

    private final SandboxConfig config;
    private final Admission admission;
    private final CompileConfig compileConfig;
    private volatile @Nullable Sandbox sandbox;
    private volatile @Nullable Compiler compiler;
    private volatile Optional<String> failure = Optional.of("the self-test has not ended");

    @Inject
    public Verifier(SandboxConfig config, CompileConfig compileConfig) {
        this.config = config;
        this.compileConfig = compileConfig;
        this.admission = new Admission(Sandbox.concurrency(config), config.queueMax());
    }

    @PostConstruct
    void start() {
        try {
            Sandbox opened = new Sandbox(config);
            sandbox = opened;
            Optional<BinaryFolder> binaries =
                    compileConfig.folder().map(path -> BinaryFolder.open(path, compileConfig.folderMib() * MIB));
            Compiler made = new Compiler(opened, Compiler.LIMITS, compileConfig.cacheMib() * MIB, binaries);
            compiler = made;
            failure = new SelfTest(opened).failure().or(made::failure);
            if (failure.isEmpty()) {
                precompileHeaders(opened);
            }
        } catch (SandboxException e) {
            failure = Optional.of(e.getMessage() == null ? "unknown" : e.getMessage());
        }
        failure.ifPresentOrElse(
                step -> LOG.errorf("the sandbox is not safe to use: step=%s", step),
                () -> LOG.infof("the sandbox is ready: counted=%s", sandbox().counted()));
    }

    /** Beside the first requests: programs compile without them, more slowly. */
    private static void precompileHeaders(Sandbox opened) {
        opened.toolchain().cpp().ifPresent(tools -> opened.headers()
                .ifPresent(headers -> Thread.ofVirtual().start(() -> headers.build(tools))));
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

    /**
     * Judges for whoever can wait as long as the queue allows.
     *
     * @throws SandboxException that names the failed step of the self-test, or what went wrong in this run
     */
    public Judgement judge(Submission submission, BooleanSupplier cancelled) {
        return judge(submission, config.queueWait(), cancelled);
    }

    /**
     * Waits for a place and judges.
     *
     * @param patience how long to wait; never longer than the queue allows
     * @throws OverloadedException when there was no place in time
     * @throws SandboxException that names the failed step of the self-test, or what went wrong in this run
     */
    public Judgement judge(Submission submission, Duration patience, BooleanSupplier cancelled) {
        return judge(submission, Variation.NONE, patience, cancelled);
    }

    /** As {@link #judge(Submission, BooleanSupplier)}, in another way. */
    public Judgement judge(Submission submission, Variation variation, BooleanSupplier cancelled) {
        return judge(submission, variation, config.queueWait(), cancelled);
    }

    private Judgement judge(Submission submission, Variation variation, Duration patience, BooleanSupplier cancelled) {
        Sandbox safe = safe();
        int programs =
                Math.max(1, submission.cases().size()) * (submission.checker().isPresent() ? 2 : 1);
        Work work = work(submission.language() + "_" + submission.style(), programs, submission.limits(), patience);
        try (Admission.Place _ = admission.admit(work, cancelled)) {
            return new Judge(safe, compiler()).judge(submission, variation, cancelled);
        }
    }

    /**
     * Waits for a place and runs a program, without judging it.
     *
     * @param patience how long to wait; never longer than the queue allows
     * @throws OverloadedException when there was no place in time
     * @throws SandboxException that names the failed step of the self-test, or what went wrong in this run
     */
    public ProgramResult run(Program program, Duration patience, BooleanSupplier cancelled) {
        Sandbox safe = safe();
        Work work = work("RUN_" + program.language(), 1, program.limits(), patience);
        try (Admission.Place _ = admission.admit(work, cancelled)) {
            return new SandboxPrograms(safe, compiler()).run(program, cancelled);
        }
    }

    /** Waits for a place and calls a function of a program with each of the given lists of arguments. */
    public FunctionCalls.Called call(FunctionCalls.Calls calls, BooleanSupplier cancelled) {
        Sandbox safe = safe();
        Work work = work("CALL", 1, calls.limits(), config.queueWait());
        try (Admission.Place _ = admission.admit(work, cancelled)) {
            return new FunctionCalls(safe).call(calls, cancelled);
        }
    }

    private Work work(String kind, int programs, Limits limits, Duration patience) {
        Duration most = Duration.ofMillis((long) (limits.wallSeconds() * 1_000)).multipliedBy(programs);
        Duration wait = patience.compareTo(config.queueWait()) < 0 ? patience : config.queueWait();
        return new Work(kind, programs, most, wait);
    }

    private Sandbox safe() {
        if (failure.isPresent()) {
            throw new SandboxException("the self-test failed: " + failure.get());
        }
        return sandbox();
    }

    /** The queue before the sandbox. */
    public Admission admission() {
        return admission;
    }

    /** How often a supervisor that was gone has been started again. */
    public int restarts() {
        Sandbox opened = sandbox;
        return opened == null ? 0 : opened.restarts();
    }

    /** What the compiled programs take that are kept in memory. */
    public long compiledBytes() {
        Compiler made = compiler;
        return made == null ? 0 : made.keptBytes();
    }

    /** How long ago the oldest warm interpreter was started. */
    public Duration oldestZygote() {
        Sandbox opened = sandbox;
        return opened == null ? Duration.ZERO : opened.oldestZygote();
    }

    /** What programs are run by. */
    public Toolchain toolchain() {
        return sandbox().toolchain();
    }

    /** How programs are isolated, in a word that every reply shows; empty where none is run. */
    public Optional<String> isolation() {
        return Optional.ofNullable(sandbox).map(Sandbox::counted).map(Evidence::isolation);
    }

    /** The facts behind a judgement, with the tools that it was made with. */
    public Evidence evidence(Judgement judgement) {
        return Evidence.of(judgement, sandbox().toolchain(), sandbox().counted());
    }

    private Compiler compiler() {
        Compiler made = compiler;
        if (made == null) {
            throw new SandboxException("the sandbox did not start");
        }
        return made;
    }

    private Sandbox sandbox() {
        Sandbox opened = sandbox;
        if (opened == null) {
            throw new SandboxException("the sandbox did not start");
        }
        return opened;
    }
}
