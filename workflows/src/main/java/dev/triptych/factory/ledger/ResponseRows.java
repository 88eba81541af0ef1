package dev.triptych.factory.ledger;

import dev.triptych.contracts.RunId;
import dev.triptych.contracts.Sha256;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Jdbi;

/** Reads responses to given questions by pages, in the order of their candidates and samples. */
@Singleton
public class ResponseRows {
    private final Jdbi jdbi;

    @Inject
    public ResponseRows(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** The first page begins here. */
    public static final Position START = new Position(0, 0);

    /** The responses behind {@code after}, at most {@code limit}. */
    public List<ResponseRow> page(RunId run, Position after, int limit, Which which, boolean withSurplus) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select number, sample, surplus, simulated, call_id, reply, unreadable from factory.response
                        where run_id = :run and (number, sample) > (:number, :sample) and (not surplus or :withSurplus)
                            and (unreadable is null) = :readable
                        order by number, sample limit :limit""")
                .bind("run", Ledger.uuid(run))
                .bind("number", after.number())
                .bind("sample", after.sample())
                .bind("withSurplus", withSurplus)
                .bind("readable", which == Which.READABLE)
                .bind("limit", limit)
                .map((rs, ctx) -> new ResponseRow(
                        new Position(rs.getInt("number"), rs.getInt("sample")),
                        rs.getBoolean("surplus"),
                        rs.getBoolean("simulated"),
                        rs.getLong("call_id"),
                        new Sha256(rs.getString("reply")),
                        Optional.ofNullable(rs.getString("unreadable"))))
                .list());
    }

    /** How many responses there are, by why there is nothing to learn from; {@code readable} of the others. */
    public Map<String, Integer> histogram(RunId run) {
        Map<String, Integer> counts = jdbi.withHandle(handle -> handle.createQuery("""
                        select coalesce(unreadable, 'readable'), count(*) from factory.response
                        where run_id = :run and not surplus group by 1""")
                .bind("run", Ledger.uuid(run))
                .map((rs, ctx) -> Map.entry(rs.getString(1), rs.getInt(2)))
                .collectToMap(Map.Entry::getKey, Map.Entry::getValue));
        return new TreeMap<>(counts);
    }

    /** Which responses are meant. */
    public enum Which {
        /** Those to learn from: reasoning that ends, and an answer with code. */
        READABLE,
        /** The others, which are kept too, with the reason. */
        UNREADABLE
    }

    /**
     * @param number of the candidate, which is also the question's place in its set, from 1
     * @param sample from 1
     */
    public record Position(int number, int sample) {}

    /** @param call the journal's id of the call that was answered so */
    public record ResponseRow(
            Position position,
            boolean surplus,
            boolean simulated,
            long call,
            Sha256 reply,
            Optional<String> unreadable) {}
}
