package dev.triptych.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import dev.triptych.cli.supervise.JsonFile;
import dev.triptych.cli.supervise.ProcessIdentity;
import dev.triptych.cli.supervise.StackPlan;
import dev.triptych.cli.supervise.StackState;
import dev.triptych.contracts.json.TriptychJson;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BudgetCommandTest {
    @TempDir
    private Path folder;

    private final CapturedConsole captured = new CapturedConsole();
    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private final List<String> sent = Collections.synchronizedList(new ArrayList<>());
    private String budget = """
            {"limitMicroUsd":2000000,"spentMicroUsd":150,"reservedMicroUsd":20,
             "limitTokens":700,"spentTokens":30,"reservedTokens":4}""";
    private HttpServer api;

    /** A stack that is up, as far as its files tell, whose API keeps what it is sent. */
    @BeforeEach
    void aStack() throws IOException {
        api = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        api.createContext("/", exchange -> {
            asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            if (exchange.getRequestMethod().equals("PUT")) {
                sent.add(body);
                JsonNode limits = TriptychJson.mapper().readTree(body);
                budget = """
                        {"limitMicroUsd":%d,"spentMicroUsd":150,"reservedMicroUsd":20,
                         "limitTokens":%d,"spentTokens":30,"reservedTokens":4}""".formatted(
                                limits.path("budgetMicroUsd").asLong(2_000_000),
                                limits.path("budgetTokens").asLong(700));
            }
            byte[] reply = budget.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, reply.length);
            exchange.getResponseBody().write(reply);
            exchange.close();
        });
        api.start();
        Home home = TestHome.in(folder);
        String url = "http://127.0.0.1:" + api.getAddress().getPort();
        JsonFile.write(
                home.planFile(), new StackPlan("i", List.of(), Map.of("api", url), "rehearsal", List.of(), null));
        JsonFile.write(home.stateFile(), new StackState("i", ProcessIdentity.self(), List.of()));
        JsonFile.writeText(home.tokenFile(), "secret");
    }

    @AfterEach
    void close() {
        api.stop(0);
    }

    private int run(String... line) {
        return Main.run(new Context(TestHome.in(folder), captured.console()), line);
    }

    @Test
    void showsWhatIsSpentAndChangesNothing() {
        assertThat(run("budget")).isZero();
        assertThat(captured.printed())
                .contains(
                        "tenant default",
                        "micro-dollars: 150 spent, 20 reserved, limit 2000000",
                        "tokens: 30 spent, 4 reserved, limit 700");
        assertThat(asked).containsExactly("GET /api/v1/tenants/default/budget");
    }

    @Test
    void setsBothLimits() throws IOException {
        assertThat(run("budget", "--tenant", "team", "--dollars", "2.5", "--tokens", "900"))
                .isZero();
        assertThat(asked).containsExactly("PUT /api/v1/tenants/team/budget");
        sends("{\"budgetTokens\":900,\"budgetMicroUsd\":2500000}");
        assertThat(captured.printed()).contains("tenant team", "limit 2500000", "limit 900");
    }

    @Test
    void doesNotNameTheLimitThatStays() throws IOException {
        assertThat(run("budget", "--dollars", "3")).isZero();
        sends("{\"budgetMicroUsd\":3000000}");
        assertThat(run("budget", "--tokens", "50")).isZero();
        sends("{\"budgetTokens\":50}");
    }

    @Test
    void zeroTakesALimitAway() throws IOException {
        assertThat(run("budget", "--dollars", "0")).isZero();
        sends("{\"budgetMicroUsd\":0}");
        assertThat(captured.printed()).contains("micro-dollars: 150 spent, 20 reserved, no limit", "limit 700");
    }

    private void sends(String limits) throws IOException {
        assertThat(TriptychJson.mapper().readTree(sent.getLast()))
                .isEqualTo(TriptychJson.mapper().readTree(limits));
    }
}
