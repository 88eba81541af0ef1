package dev.triptych.verifier;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.triptych.contracts.Verdict;
import dev.triptych.contracts.json.TriptychJson;
import dev.triptych.verifier.judge.Judgement;
import dev.triptych.verifier.judge.Submission;
import dev.triptych.verifier.program.Ending;
import dev.triptych.verifier.program.Execution;
import dev.triptych.verifier.program.Program;
import dev.triptych.verifier.program.ProgramResult;
import dev.triptych.verifier.queue.Admission;
import dev.triptych.verifier.queue.Key;
import dev.triptych.verifier.queue.QueueConfig;
import dev.triptych.verifier.queue.Shared;
import dev.triptych.verifier.sandbox.CancelledException;
import dev.triptych.verifier.sandbox.OverloadedException;
import dev.triptych.verifier.sandbox.SandboxException;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Where requests from outside come in, whatever their protocol: identical ones are run once, results that can be given
 * again are, and everything is counted.
 */
@Singleton
public class Intake {
    private static final long MIB = 1024 * 1024;
    private static final String METRICS = "triptych.verifier.";

    private final Verifier verifier;
    private final MeterRegistry metrics;
    private final Optional<Shared<ProgramResult>> programs;
    private final Optional<Shared<Judgement>> judgements;

    @Inject
    public Intake(Verifier verifier, QueueConfig config, MeterRegistry metrics) {
        this.verifier = verifier;
        this.metrics = metrics;
        // Half of the memory for either.
        long bytes = config.resultsMib() * MIB / 2;
        this.programs = Optional.of(new Shared<ProgramResult>(bytes, ResultBytes::of, Intake::lasting))
                .filter(_ -> bytes > 0);
        this.judgements = Optional.of(new Shared<Judgement>(bytes, ResultBytes::of, Intake::lasting))
                .filter(_ -> bytes > 0);
        Gauge.builder(METRICS + "results.bytes", this, Intake::rememberedBytes)
                .description("memory that remembered results take")
                .register(metrics);
        Admission queue = verifier.admission();
        queue.observe(metrics.timer(METRICS + "wait")::record);
        Gauge.builder(METRICS + "queue", queue, Admission::waiting)
                .description("requests that wait for a place")
                .register(metrics);
        Gauge.builder(METRICS + "places.busy", queue, Admission::busy)
                .description("places that run something")
                .register(metrics);
        Gauge.builder(METRICS + "places", queue, Admission::places)
                .description("how many can run at once")
                .register(metrics);
    }

    /**
     * Who asks, and how.
     *
     * @param endpoint for the metrics
     * @param patience how long to wait for a place
     * @param fresh whether it must be run, although the result may be known
     * @param cancelled whether whoever asked has gone away
     */
    public record Demand(String endpoint, Duration patience, boolean fresh, BooleanSupplier cancelled) {}

    /** Judges a submission, or gives the judgement that an identical one got. */
    public Judgement judge(Submission submission, Demand demand) {
        Judgement judged = found(
                judgements,
                () -> key("judge", submission),
                demand,
                cancelled -> verifier.judge(submission, demand.patience(), cancelled));
        count(demand, judged.verdict().name());
        return judged;
    }

    /** Runs a program, or tells what an identical one did. */
    public ProgramResult run(Program program, Demand demand) {
        ProgramResult result = found(
                programs,
                () -> key("run", program),
                demand,
                cancelled -> verifier.run(program, demand.patience(), cancelled));
        count(demand, result.verdict().map(Verdict::name).orElse("none"));
        return result;
    }

    /** How many programs run at once. */
    public int places() {
        return verifier.admission().places();
    }

    /** How many requests wait for a place. */
    public int waiting() {
        return verifier.admission().waiting();
    }

    /** The version of the interpreter that programs run on. */
    public String pythonVersion() {
        return verifier.toolchain().pythonVersion();
    }

    private double rememberedBytes() {
        return programs.map(Shared::bytes).orElse(0L)
                + judgements.map(Shared::bytes).orElse(0L);
    }

    private <V> V found(
            Optional<Shared<V>> shared, Supplier<Key> key, Demand demand, Function<BooleanSupplier, V> work) {
        long since = System.nanoTime();
        try {
            if (demand.cancelled().getAsBoolean()) {
                throw new CancelledException();
            }
            if (shared.isEmpty() || demand.fresh()) {
                return work.apply(demand.cancelled());
            }
            Shared.Found<V> found = shared.get().get(key.get(), demand.cancelled(), work);
            metrics.counter(METRICS + "results", "source", found.source().name().toLowerCase(Locale.ROOT))
                    .increment();
            return found.value();
        } catch (OverloadedException e) {
            count(demand, "overloaded");
            throw e;
        } catch (SandboxException e) {
            count(demand, Verdict.IE.name());
            throw e;
        } finally {
            metrics.timer(METRICS + "requests", "endpoint", demand.endpoint())
                    .record(System.nanoTime() - since, TimeUnit.NANOSECONDS);
        }
    }

    private void count(Demand demand, String outcome) {
        metrics.counter(METRICS + "verdicts", "endpoint", demand.endpoint(), "verdict", outcome)
                .increment();
    }

    /** JSON, in which no two different requests look the same. */
    private Key key(String what, Object request) {
        try {
            return Key.of(what)
                    .add(verifier.toolchain().toString())
                    .add(TriptychJson.mapper().writeValueAsBytes(request))
                    .key();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a request of our own cannot be written", e);
        }
    }

    /** Time that was waited depends on what else went on; the rest is the program's own doing. */
    private static boolean lasting(ProgramResult result) {
        return Stream.of(result.compile(), result.run())
                .flatMap(Optional::stream)
                .map(Execution::ending)
                .noneMatch(ending -> ending == Ending.WALL_LIMIT || ending == Ending.TAMPERED);
    }

    private static boolean lasting(Judgement judged) {
        return switch (judged.verdict()) {
            case IE, ILE -> false;
            case AC, WA, RE, CE, CTLE, CMLE, TLE, MLE, OLE, CHEAT -> true;
        };
    }
}
