package dev.triptych.question.seeds;

import dev.triptych.contracts.CandidateId;
import dev.triptych.contracts.Sha256;
import dev.triptych.store.Artifacts;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.generic.GenericType;

/** The seeds that were imported. */
@Singleton
public class Seeds {
    /** Whose seeds serve the tenants that have none of their own. */
    public static final String SHARED_TENANT = "default";

    private final Jdbi jdbi;
    private final Artifacts artifacts;

    @Inject
    public Seeds(Jdbi jdbi, Artifacts artifacts) {
        this.jdbi = jdbi;
        this.artifacts = artifacts;
    }

    /** How many seeds of a kind a source holds. */
    public record Count(String source, String kind, long count) {}

    /** @param known how many were there before */
    record Added(int imported, int known) {}

    /**
     * The seed of a candidate: drawn once from the run's seed and the candidate's number, then remembered, so that a
     * retry works on the same material whatever was imported meanwhile.
     *
     * @return empty when there are no such seeds
     */
    public Optional<Seed> pick(CandidateId candidate, String tenant, long runSeed, SeedChoice choice) {
        return jdbi.inTransaction(handle -> {
                    Optional<Row> picked = picked(handle, candidate);
                    return picked.isPresent() ? picked : draw(handle, candidate, tenant, runSeed, choice);
                })
                .map(row -> new Seed(row.hash(), row.title(), artifacts.readText(row.hash())));
    }

    /** How many seeds there are, by source and kind, for one tenant. */
    public List<Count> counts(String tenant) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select source, kind, seeds from question.seed_source
                        where tenant = :tenant and seeds > 0 order by source, kind""")
                .bind("tenant", tenant)
                .map((rs, ctx) -> new Count(rs.getString("source"), rs.getString("kind"), rs.getLong("seeds")))
                .list());
    }

    /** Adds what is new of one kind. Ordered by hash, so that two imports at once cannot wait for each other in a ring. */
    Added add(String tenant, String source, SeedKind kind, List<SeedLine> lines) {
        Set<Sha256> known = known(tenant, kind, lines);
        List<SeedLine> fresh = lines.stream()
                .filter(line -> known.add(line.hash()))
                .sorted(Comparator.comparing(line -> line.hash().hex()))
                .toList();
        fresh.forEach(line -> artifacts.putText(line.text()));
        int imported = jdbi.inTransaction(handle -> insert(handle, tenant, source, kind, fresh));
        return new Added(imported, lines.size() - imported);
    }

    private Set<Sha256> known(String tenant, SeedKind kind, List<SeedLine> lines) {
        String[] hashes = lines.stream().map(line -> line.hash().hex()).toArray(String[]::new);
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select hash from question.seed
                        where tenant = :tenant and kind = :kind and hash = any(:hashes)""")
                .bind("tenant", tenant)
                .bind("kind", kind.word())
                .bindArray("hashes", String.class, (Object[]) hashes)
                .map((rs, ctx) -> new Sha256(rs.getString("hash")))
                .collectInto(new GenericType<HashSet<Sha256>>() {}));
    }

    private static int insert(Handle handle, String tenant, String source, SeedKind kind, List<SeedLine> fresh) {
        if (fresh.isEmpty()) {
            return 0;
        }
        long before = handle.createQuery("""
                        insert into question.seed_source (tenant, kind, source) values (:tenant, :kind, :source)
                        on conflict (tenant, kind, source) do update set seeds = seed_source.seeds
                        returning seeds""")
                .bind("tenant", tenant)
                .bind("kind", kind.word())
                .bind("source", source)
                .mapTo(Long.class)
                .one();
        int imported = 0;
        for (SeedLine line : fresh) {
            imported += handle.createUpdate("""
                            insert into question.seed (tenant, kind, hash, source, ordinal, title, licence)
                            values (:tenant, :kind, :hash, :source, :ordinal, :title, :licence)
                            on conflict (tenant, kind, hash) do nothing""")
                    .bind("tenant", tenant)
                    .bind("kind", kind.word())
                    .bind("hash", line.hash().hex())
                    .bind("source", source)
                    .bind("ordinal", before + imported + 1)
                    .bind("title", line.title())
                    .bind("licence", line.licence())
                    .execute();
        }
        handle.createUpdate("""
                        update question.seed_source set seeds = :seeds
                        where tenant = :tenant and kind = :kind and source = :source""")
                .bind("seeds", before + imported)
                .bind("tenant", tenant)
                .bind("kind", kind.word())
                .bind("source", source)
                .execute();
        return imported;
    }

    private record Row(Sha256 hash, String title) {}

    private static Optional<Row> picked(Handle handle, CandidateId candidate) {
        return handle.createQuery("""
                        select s.hash, s.title from question.pick p
                        join question.seed s on (s.tenant, s.kind, s.hash) = (p.seed_tenant, p.seed_kind, p.seed_hash)
                        where p.run_id = :run and p.number = :number""")
                .bind("run", UUID.fromString(candidate.run().value()))
                .bind("number", candidate.number())
                .map((rs, ctx) -> new Row(new Sha256(rs.getString("hash")), rs.getString("title")))
                .findOne();
    }

    private static Optional<Row> draw(
            Handle handle, CandidateId candidate, String tenant, long runSeed, SeedChoice choice) {
        String owner = sources(handle, tenant, choice).isEmpty() ? SHARED_TENANT : tenant;
        List<Count> sources = sources(handle, owner, choice);
        long total = sources.stream().mapToLong(Count::count).sum();
        if (total == 0) {
            return Optional.empty();
        }
        long index = SeedOrder.index(runSeed, candidate.number(), total);
        int source = 0;
        while (index >= sources.get(source).count()) {
            index -= sources.get(source).count();
            source++;
        }
        handle.createUpdate("""
                        insert into question.pick (run_id, number, tenant, seed_tenant, seed_kind, seed_hash)
                        select :run, :number, :tenant, tenant, kind, hash from question.seed
                        where tenant = :owner and kind = :kind and source = :source and ordinal = :ordinal
                        on conflict (run_id, number) do nothing""")
                .bind("run", UUID.fromString(candidate.run().value()))
                .bind("number", candidate.number())
                .bind("tenant", tenant)
                .bind("owner", owner)
                .bind("kind", choice.kind().word())
                .bind("source", sources.get(source).source())
                .bind("ordinal", index + 1)
                .execute();
        return picked(handle, candidate);
    }

    private static List<Count> sources(Handle handle, String tenant, SeedChoice choice) {
        return handle.createQuery("""
                        select source, kind, seeds from question.seed_source
                        where tenant = :tenant and kind = :kind and seeds > 0 order by source""")
                .bind("tenant", tenant)
                .bind("kind", choice.kind().word())
                .map((rs, ctx) -> new Count(rs.getString("source"), rs.getString("kind"), rs.getLong("seeds")))
                .filter(count -> choice.includes(count.source()))
                .list();
    }
}
