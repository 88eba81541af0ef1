package dev.triptych.cli.bench;

import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** Clients that send a row's requests and look at every verdict. */
final class HttpClients implements Load.Clients {
    private static final String VERDICT = "\"verdict\":\"";

    private final URI service;
    private final String host;
    private final LongFunction<Row> rows;
    private final long fixed;

    /**
     * @param rows the row that a number belongs to
     * @param fixed the number that rows use which are not varied
     */
    HttpClients(URI service, LongFunction<Row> rows, long fixed) {
        this.service = service;
        this.host = service.getAuthority();
        this.rows = rows;
        this.fixed = fixed;
    }

    @Override
    public Load.Client open() {
        return new HttpClient();
    }

    private final class HttpClient implements Load.Client {
        private @Nullable Connection connection;

        @Override
        public Optional<String> work(long number) {
            Row row = rows.apply(number);
            byte[] request = row.template(number).request(host, row.varied() ? number : fixed);
            try {
                Connection open = connection == null ? new Connection(service) : connection;
                connection = open;
                Connection.Reply reply = open.exchange(request);
                String verdict = verdict(reply.body());
                boolean right = reply.status() == 200 && verdict.equals(Row.verdict(number));
                return right
                        ? Optional.empty()
                        : Optional.of(row.name() + ": " + Row.verdict(number) + " was due, the reply was "
                                + reply.status() + " " + reply.body());
            } catch (IOException e) {
                close();
                return Optional.of(row.name() + ": no reply: " + e.getMessage());
            }
        }

        @Override
        public void close() {
            try {
                if (connection != null) {
                    connection.close();
                }
            } catch (IOException e) {
                // It is as good as closed.
            }
            connection = null;
        }
    }

    private static String verdict(String body) {
        int at = body.indexOf(VERDICT);
        return at < 0 ? "" : body.substring(at + VERDICT.length(), body.indexOf('"', at + VERDICT.length()));
    }
}
