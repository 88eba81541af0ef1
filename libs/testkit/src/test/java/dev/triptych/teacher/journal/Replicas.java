package dev.triptych.teacher.journal;

import dev.triptych.contracts.CandidateId;
import dev.triptych.contracts.ErrorCode;
import dev.triptych.contracts.RunId;
import dev.triptych.contracts.SlotKey;
import dev.triptych.contracts.Step;
import dev.triptych.contracts.TeacherChoice;
import dev.triptych.store.StoreBeans;
import dev.triptych.store.roles.Grants;
import dev.triptych.teacher.Ask;
import dev.triptych.teacher.Prompt;
import dev.triptych.teacher.TeacherException;
import dev.triptych.teacher.client.Profile;
import dev.triptych.teacher.client.Routing;
import dev.triptych.testkit.TestDatabase;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import java.net.URI;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Two replicas of a service as the journal sees them, each with a lease of its own, which die when their client says so
 * or at any {@link Checkpoint}, and are replaced. Their calls end as {@link BillingClient} likes.
 */
final class Replicas implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 300;
    private static final int TRIES_MAX = 400;
    private static final int CONNECTIONS = 24;

    private final TestDatabase database;
    private final AgroalDataSource pool;
    private final FaultyDataSource dataSource;
    private final BillingClient client;
    private final Random random;
    private final double deathAtCheckpoint;
    private final Replica[] replicas;
    private final List<Replica> all = new ArrayList<>();
    private final AtomicInteger deaths = new AtomicInteger();
    private final Map<ErrorCode, Integer> failures = new ConcurrentHashMap<>();

    /** @param deathAtCheckpoint how probable the death of the process is at each checkpoint */
    Replicas(TestDatabase database, BillingClient client, long seed, double deathAtCheckpoint) {
        this(database, client, seed, deathAtCheckpoint, 0);
    }

    /** @param databaseFaults how probable it is that a statement of the journal breaks, before or after its commit */
    Replicas(TestDatabase database, BillingClient client, long seed, double deathAtCheckpoint, double databaseFaults) {
        this.pool = pool(database);
        this.dataSource = new FaultyDataSource(pool, seed, databaseFaults);
        this.database = database;
        this.client = client;
        this.random = new Random(seed);
        this.deathAtCheckpoint = deathAtCheckpoint;
        this.replicas = new Replica[] {new Replica(), new Replica()};
    }

    /** As a service has one: with a connection for each statement, most of the time would go into connecting. */
    private static AgroalDataSource pool(TestDatabase database) {
        try {
            return AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                    .connectionPoolConfiguration(
                            pool -> pool.maxSize(CONNECTIONS).connectionFactoryConfiguration(connection -> connection
                                    .jdbcUrl(database.url())
                                    .principal(new NamePrincipal(Grants.SOLUTION))
                                    .credential(new SimplePassword(database.password(Grants.SOLUTION))))));
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    static Profile profile() {
        return new Profile("test", new ProfileValues(URI.create("http://127.0.0.1:1/v1"), ""));
    }

    /** Asks {@code slots} slots of each run by {@code threads} threads, each until it is answered or denied for good. */
    void askAll(List<RunId> runs, int slots, int threads) throws Exception {
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            List<Future<?>> asking = new ArrayList<>();
            for (int number = 1; number <= slots; number++) {
                for (RunId run : runs) {
                    SlotKey slot = new SlotKey(new CandidateId(run, number), Step.SOLUTION, 1, 1);
                    asking.add(pool.submit(() -> ask(slot)));
                }
            }
            for (Future<?> one : asking) {
                one.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            }
        }
    }

    int deaths() {
        return deaths.get();
    }

    Map<ErrorCode, Integer> failures() {
        return Map.copyOf(failures);
    }

    @Override
    public void close() {
        all.forEach(replica -> replica.lease.close());
        pool.close();
    }

    private void ask(SlotKey slot) {
        for (int tries = 0; tries < TRIES_MAX; tries++) {
            Replica replica = replica(slot.candidate().number() + tries);
            try {
                replica.teacher.ask(new Ask(
                        slot,
                        "default",
                        new TeacherChoice("test", 0.5),
                        new Prompt("solution/plain", "0".repeat(64), "You solve.", "a prompt of " + slot),
                        BudgetIT.MAX_TOKENS));
                client.confirmed(slot.toString());
                return;
            } catch (BillingClient.Death e) {
                replace(replica);
            } catch (TeacherException e) {
                failures.merge(e.code(), 1, Integer::sum);
                if (e.code() == ErrorCode.BUDGET_EXHAUSTED || e.code() == ErrorCode.PRICE_BOUND_BROKEN) {
                    return;
                }
            }
        }
        throw new AssertionError("slot " + slot + " is not settled after " + TRIES_MAX + " tries");
    }

    private synchronized Replica replica(int number) {
        return replicas[number % replicas.length];
    }

    /** The process is gone: its lease is not renewed any more, and here it ends at once. */
    private synchronized void replace(Replica dead) {
        for (int i = 0; i < replicas.length; i++) {
            if (replicas[i] == dead) {
                deaths.incrementAndGet();
                dead.die();
                replicas[i] = new Replica();
            }
        }
    }

    private synchronized boolean diesHere() {
        return random.nextDouble() < deathAtCheckpoint;
    }

    private final class Replica {
        private volatile boolean dead;
        private final Journal journal = new Journal(StoreBeans.over(dataSource));
        private final Lease lease = new Lease(journal, "solution-gen", System::nanoTime);
        private final JournaledTeacher teacher = new JournaledTeacher(
                new Routing(Map.of("test", profile())),
                (profile, outgoing, key, abort, sending) -> {
                    try {
                        return client.send(profile, outgoing, key, abort, sending);
                    } catch (BillingClient.Death e) {
                        dead = true;
                        throw e;
                    }
                },
                journal,
                database.artifacts(Grants.SOLUTION),
                lease,
                "solution-gen",
                point -> {
                    if (dead || diesHere()) {
                        dead = true;
                        throw new BillingClient.Death();
                    }
                });

        Replica() {
            all.add(this);
        }

        private void die() {
            lease.freeze();
            UUID process = lease.holder();
            database.owner()
                    .useHandle(handle -> handle.execute(
                            "update teacher.lease set expires_at = now() - interval '1 second' where process_id = ?",
                            process));
        }
    }

    /** What is left under way of processes that are dead. */
    static void loseDead(TestDatabase database) {
        new Journal(database.jdbi(Grants.SOLUTION)).loseDead();
    }
}
