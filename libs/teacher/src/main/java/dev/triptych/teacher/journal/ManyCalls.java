package dev.triptych.teacher.journal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.triptych.contracts.SlotKey;
import dev.triptych.contracts.json.TriptychJson;
import dev.triptych.store.PackedBody;
import dev.triptych.teacher.journal.GroupCommit.Outcome;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.jspecify.annotations.Nullable;

/** The journal's functions that do many calls by one statement. */
final class ManyCalls {
    /** Postgres' classes of errors that come from the data of one call and not from the state of the database. */
    private static final List<String> DATA_ERRORS = List.of("22", "23", "P0");

    private final Jdbi jdbi;

    ManyCalls(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * Makes the changes, in one transaction, or each in its own where the database refuses one of them. What is said of
     * each, in their order.
     */
    List<Outcome<Said>> change(List<Change> changes) {
        try {
            return done(changeAll(changes));
        } catch (UnableToExecuteStatementException e) {
            if (changes.size() == 1 || !isOfData(e)) {
                throw e;
            }
        }
        List<Outcome<Said>> outcomes = new ArrayList<>();
        @Nullable JdbiException away = null;
        for (Change one : changes) {
            try {
                if (away == null) {
                    outcomes.addAll(done(changeAll(List.of(one))));
                } else {
                    outcomes.add(new Outcome.Failed<>(away));
                }
            } catch (JdbiException e) {
                outcomes.add(new Outcome.Failed<>(e));
                // What went before is committed; the rest need not each find out that nobody is there.
                away = isOfData(e) ? null : e;
            }
        }
        return outcomes;
    }

    /** What the slots hold, in their order. */
    List<Outcome<Said>> look(List<SlotKey> slots) {
        ArrayNode wanted = TriptychJson.mapper().createArrayNode();
        for (SlotKey slot : slots) {
            ObjectNode unused = describe(wanted.addObject(), wanted.size(), slot);
        }
        return done(jdbi.withHandle(handle -> handle.createQuery("""
                        select claim, call_id, answered_state, reply, thinking, teacher
                        from teacher.look_at(cast(:slots as jsonb)) order by n""")
                .bind("slots", wanted.toString())
                .map((rs, ctx) -> Said.of(rs))
                .list()));
    }

    private static List<Outcome<Said>> done(List<Said> said) {
        return said.stream().<Outcome<Said>>map(Outcome.Done::new).toList();
    }

    private List<Said> changeAll(List<Change> changes) {
        return jdbi.withHandle(handle -> changeAll(handle, changes));
    }

    /** With its connection already there: what is said of the present must not wait for one. */
    private static List<Said> changeAll(Handle handle, List<Change> changes) {
        ArrayNode begun = TriptychJson.mapper().createArrayNode();
        ArrayNode ended = TriptychJson.mapper().createArrayNode();
        Bodies bodies = new Bodies();
        int[] numbers = new int[changes.size()];
        // The requests' bodies come first, at the numbers of their calls.
        for (int i = 0; i < numbers.length; i++) {
            if (changes.get(i) instanceof Change.Begin begin) {
                numbers[i] = add(begin, begun, begun.size() + 1, bodies);
            }
        }
        for (int i = 0; i < numbers.length; i++) {
            if (changes.get(i) instanceof Change.End end) {
                numbers[i] = add(end, ended, begun.size() + ended.size() + 1, bodies);
            }
        }
        List<Said> byNumber = handle.createQuery("""
                        select claim, call_id, answered_state, reply, thinking, reason
                        from teacher.change_calls(cast(:ended as jsonb), cast(:begun as jsonb),
                            :hashes, :bodies, :sizes, :medias) order by n""")
                .bind("ended", ended.toString())
                .bind("begun", begun.toString())
                .bind("hashes", array("bytea", bodies.hashes.toArray(byte[][]::new)))
                .bind("bodies", array("bytea", bodies.deflated.toArray(byte[][]::new)))
                .bind("sizes", array("int4", bodies.sizes.toArray(Integer[]::new)))
                .bind("medias", array("text", bodies.medias.toArray(String[]::new)))
                .map((rs, ctx) -> Said.of(rs))
                .list();
        List<Said> said = new ArrayList<>();
        for (int number : numbers) {
            said.add(byNumber.get(number - 1));
        }
        return said;
    }

    private static int add(Change change, ArrayNode to, int number, Bodies bodies) {
        change.describe(describe(to.addObject(), number, change.slot()));
        change.bodies().forEach(body -> bodies.add(body, change.mediaType()));
        return number;
    }

    private static ObjectNode describe(ObjectNode call, int number, SlotKey slot) {
        return call.put("n", number)
                .put("run_id", slot.candidate().run().value())
                .put("candidate", slot.candidate().number())
                .put("step", slot.step().name())
                .put("attempt", slot.attempt())
                .put("sample", slot.sample());
    }

    /** Whether the change itself is refused: it would be again. */
    static boolean isOfData(JdbiException e) {
        return e instanceof UnableToExecuteStatementException
                && e.getCause() instanceof SQLException cause
                && DATA_ERRORS.stream().anyMatch(String.valueOf(cause.getSQLState())::startsWith);
    }

    private static Argument array(String type, Object[] values) {
        return (position, statement, ctx) ->
                statement.setArray(position, statement.getConnection().createArrayOf(type, values));
    }

    private static final class Bodies {
        private final List<byte[]> hashes = new ArrayList<>();
        private final List<byte[]> deflated = new ArrayList<>();
        private final List<Integer> sizes = new ArrayList<>();
        private final List<String> medias = new ArrayList<>();

        void add(PackedBody body, String media) {
            hashes.add(HexFormat.of().parseHex(body.hash().hex()));
            deflated.add(body.deflated());
            sizes.add(body.size());
            medias.add(media);
        }
    }
}
