package dev.triptych.verifier.sandbox;

import dev.triptych.contracts.verify.Limits;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Opens runs: as many at once as configured, each in fresh jails, spread over one native supervisor per core. */
public final class Sandbox implements AutoCloseable {
    static final int PROCESSES_MAX = 64;
    static final int TMP_MIB = 64;

    private static final Logger LOG = Logger.getLogger(Sandbox.class);
    private static final int CORES = Runtime.getRuntime().availableProcessors();
    /** While one run of a supervisor waits for us, another one can use its core. */
    private static final int RUNS_PER_SUPERVISOR = 2;

    private static final int JAILS_PER_RUN = 2;
    /** Jails that are just being taken down, and those that live long. */
    private static final int SPARE_PLACES = 4;

    private static final int CLOSE_SECONDS_MAX = 10;
    /** For one submission. */
    private static final Limits ANALYSIS = new Limits(5, 60, 1_024, 1);

    private static final Duration RESIDENT_MAX = Duration.ofDays(365);

    private final SandboxConfig config;
    private final Toolchain toolchain;
    private final Installation installation;
    private final Optional<Headers> headers;
    private final PageCache interpreterFiles;
    private final Map<CppStandard, PageCache> compilerFiles = new EnumMap<>(CppStandard.class);
    private final boolean counted;
    private final int concurrency;
    private final Semaphore places;
    private final Residents analysts = new Residents(this, Role.ANALYZE, ANALYSIS);
    private final AtomicInteger waiting = new AtomicInteger();
    private final @Nullable Supervisor[] supervisors;
    private int starts;

    /** @throws SandboxException that names the tool or the step that failed */
    public Sandbox(SandboxConfig config) {
        this.config = config;
        this.toolchain = Toolchain.find(config);
        this.counted = config.cgroups() == SandboxConfig.Cgroups.REQUIRED;
        this.concurrency = concurrency(config);
        this.places = new Semaphore(concurrency, true);
        this.installation = Installation.layOut();
        this.headers = toolchain.cpp().map(tools -> Headers.of(config, tools, installation.folder()));
        this.interpreterFiles = new PageCache(toolchain::modules);
        toolchain.cpp().ifPresent(tools -> {
            for (CppStandard standard : CppStandard.values()) {
                compilerFiles.put(standard, new PageCache(() -> compilerFiles(tools, standard)));
            }
        });
        this.supervisors = new Supervisor[Math.min(CORES, concurrency)];
        try {
            for (int i = 0; i < supervisors.length; i++) {
                supervisor(i);
            }
        } catch (SandboxException e) {
            close();
            throw e;
        }
    }

    /** How many runs go on at once. */
    public static int concurrency(SandboxConfig config) {
        return config.concurrency() > 0 ? config.concurrency() : CORES * RUNS_PER_SUPERVISOR;
    }

    public Toolchain toolchain() {
        return toolchain;
    }

    /** Precompiled headers, where there is a C++ compiler. */
    public Optional<Headers> headers() {
        return headers;
    }

    /** How often a supervisor that was gone has been started again. */
    public synchronized int restarts() {
        return Math.max(0, starts - supervisors.length);
    }

    /** How long ago the oldest warm interpreter was started; zero where there is none. */
    public Duration oldestZygote() {
        Instant now = Instant.now();
        return Stream.of(supervisors)
                .flatMap(supervisor -> supervisor == null ? Stream.empty() : supervisor.children())
                .flatMap(child -> child.info().startInstant().stream())
                .min(Comparator.naturalOrder())
                .map(oldest -> Duration.between(oldest, now))
                .orElse(Duration.ZERO);
    }

    /** Whether the kernel counts memory, processes and CPU time of each run. */
    public boolean counted() {
        return counted;
    }

    /**
     * Waits for a place and opens a run.
     *
     * @throws OverloadedException when too many wait already, or the wait was too long
     */
    public Run open(Limits limits, BooleanSupplier cancelled) {
        takePlace();
        try {
            interpreterFiles.keep();
            Duration wall = Duration.ofNanos((long) (limits.wallSeconds() * 1e9));
            return new Run(leastBusy(), limits, wall, counted, cancelled, places::release);
        } catch (RuntimeException e) {
            places.release();
            throw e;
        }
    }

    /** Before a compiler runs in a jail: what it reads is in memory then. */
    public void keepCompiler(CppStandard standard) {
        Optional.ofNullable(compilerFiles.get(standard)).ifPresent(PageCache::keep);
    }

    private List<Path> compilerFiles(CppTools tools, CppStandard standard) {
        Stream<Path> precompiled = headers.stream().flatMap(made -> made.files(standard).stream());
        return Stream.concat(tools.files(standard).stream(), precompiled).toList();
    }

    /** Where submissions are parsed. */
    public Residents analysts() {
        return analysts;
    }

    /** A run beside the places, which lives on between the requests that it serves; each restarts its clocks. */
    Run openResident(Limits limits) {
        return new Run(leastBusy(), limits, RESIDENT_MAX, counted, () -> false, () -> {});
    }

    @Override
    public void close() {
        try {
            // Runs that were closed are still being taken down; what is open longer is ended with its supervisor.
            if (places.tryAcquire(concurrency, CLOSE_SECONDS_MAX, TimeUnit.SECONDS)) {
                places.release(concurrency);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (Supervisor supervisor : supervisors) {
            if (supervisor != null) {
                supervisor.close();
            }
        }
        installation.remove();
    }

    private void takePlace() {
        if (waiting.incrementAndGet() > config.queueMax()) {
            waiting.decrementAndGet();
            throw new OverloadedException("more than " + config.queueMax() + " requests wait");
        }
        try {
            if (!places.tryAcquire(config.queueWait().toMillis(), TimeUnit.MILLISECONDS)) {
                throw new OverloadedException("waited longer than " + config.queueWait());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException();
        } finally {
            waiting.decrementAndGet();
        }
    }

    private synchronized Supervisor leastBusy() {
        Supervisor best = supervisor(0);
        for (int i = 1; i < supervisors.length; i++) {
            Supervisor other = supervisor(i);
            if (other.openRuns() < best.openRuns()) {
                best = other;
            }
        }
        return best;
    }

    /** The supervisor of this core; a new one where it was killed. */
    private synchronized Supervisor supervisor(int core) {
        Supervisor supervisor = supervisors[core];
        if (supervisor == null || supervisor.gone()) {
            if (supervisor != null) {
                supervisor.close();
                LOG.warnf("a supervisor is gone and is started again: core=%d", core);
            }
            supervisor = Supervisor.start(command(core), installation.folder(), "supervisor-" + starts++);
            supervisors[core] = supervisor;
        }
        return supervisor;
    }

    private List<String> command(int core) {
        int placesEach = concurrency * JAILS_PER_RUN + SPARE_PLACES;
        List<String> command = new ArrayList<>(List.of(installation.supervisor().toString()));
        command.add("root=" + installation.root());
        command.add("python=" + toolchain.python());
        command.add("path=" + String.join(":", toolchain.modulePath()));
        command.add("service=" + ProcessHandle.current().pid());
        command.add("groups=" + (counted ? config.cgroupFolder() : "off"));
        command.add("uid=" + (config.uidBase() + core * placesEach));
        command.add("places=" + placesEach);
        command.add("clones=" + config.zygoteClones());
        command.add("flavours=solution,tests,native,"
                + (toolchain.pytest().isPresent() ? "pytest" : "-")
                + (toolchain.numpy().isPresent() ? ",numpy" : ",-"));
        for (Path prefix : toolchain.prefixes()) {
            command.add("bind=" + prefix);
        }
        command.add("bind=" + installation.harness() + ":/harness");
        command.add("bind=" + installation.libraries() + ":/native");
        headers.ifPresent(folder -> command.add("bind=" + folder.bind()));
        return command;
    }
}
