package dev.triptych.teacher.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.sun.net.httpserver.HttpServer;
import dev.triptych.contracts.CandidateId;
import dev.triptych.contracts.RunId;
import dev.triptych.contracts.SlotKey;
import dev.triptych.contracts.Step;
import dev.triptych.contracts.TeacherChoice;
import dev.triptych.store.PostgresArtifacts;
import dev.triptych.store.StoreBeans;
import dev.triptych.store.roles.Grants;
import dev.triptych.teacher.Answer;
import dev.triptych.teacher.Ask;
import dev.triptych.teacher.Prompt;
import dev.triptych.teacher.client.Profile;
import dev.triptych.teacher.client.RestTeacherClient;
import dev.triptych.teacher.client.Routing;
import dev.triptych.teacher.client.TeacherClient;
import dev.triptych.testkit.TestDatabase;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** Two real processes on one slot, one of which is stopped by SIGSTOP for longer than its lease. */
class StoppedProcessIT {
    private static final Duration PATIENCE = Duration.ofSeconds(180);

    @Test
    void givesOneAnswerAndCountsEveryCall() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        CountDownLatch firstReply = new CountDownLatch(1);
        HttpServer server = teacher(calls, firstReply);
        try (TestDatabase database = TestDatabase.create()) {
            Jdbi factory = database.jdbi(Grants.FACTORY);
            RunId run = openedRun(factory);
            // Given a worker that is stopped while the teacher writes
            Process stopped = worker(database, server, run, 1);
            Awaitility.await().atMost(PATIENCE).until(() -> calls.get() == 1);
            signal(stopped, "STOP");
            firstReply.countDown();
            // When another worker waits for the lease to end, asks, and answers; and the first one goes on
            Process other = worker(database, server, run, 1);
            assertThat(other.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(states(factory, run)).containsExactly("LOST", "ANSWERED");
            signal(stopped, "CONT");
            assertThat(stopped.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            // Then both have the one answer, and the late reply is paid
            assertThat(output(stopped)).isEqualTo(output(other)).isEqualTo("ANSWER reply 2");
            assertThat(calls(factory, run))
                    .extracting(
                            call -> call.get("state"), call -> call.get("late"), call -> call.get("completion_tokens"))
                    .containsExactly(tuple("ANSWERED", true, 5L), tuple("ANSWERED", false, 5L));
            // The late one was under way before there was an answer, and is excused.
            assertThat((Timestamp) calls(factory, run).getFirst().get("sent_at"))
                    .isBefore((Timestamp) calls(factory, run).getLast().get("ended_at"));
        } finally {
            server.stop(0);
        }
    }

    @Test
    void neverSendsWhatWasTakenOverWhileItWaitedForItsPlace() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        CountDownLatch firstReply = new CountDownLatch(1);
        HttpServer server = teacher(calls, firstReply);
        try (TestDatabase database = TestDatabase.create()) {
            Jdbi factory = database.jdbi(Grants.FACTORY);
            RunId run = openedRun(factory);
            // Given a worker with one place that is stopped with one call under way and another begun
            Process stopped = worker(database, server, run, 2);
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> calls.get() == 1 && states(factory, run).equals(List.<Object>of("ASKED", "ASKED")));
            signal(stopped, "STOP");
            firstReply.countDown();
            // When another worker takes both over and answers them, and the first one goes on
            Process other = worker(database, server, run, 2);
            assertThat(other.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(calls).hasValue(3);
            signal(stopped, "CONT");
            assertThat(stopped.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            // Then only what was under way was paid twice
            assertThat(calls).hasValue(3);
            assertThat(output(stopped)).isEqualTo(output(other));
            assertThat(calls(factory, run).subList(0, 2))
                    .extracting(
                            call -> call.get("state"),
                            call -> call.get("charged_tokens"),
                            call -> call.get("sent_at") != null)
                    .containsExactlyInAnyOrder(tuple("ANSWERED", 14L, true), tuple("REFUSED", 0L, false));
        } finally {
            server.stop(0);
        }
    }

    private static RunId openedRun(Jdbi factory) {
        UUID run = UUID.randomUUID();
        factory.useHandle(
                handle -> handle.execute("insert into teacher.run_gate (run_id, open) values (?, true)", run));
        return new RunId(run.toString());
    }

    /** What the processes run: asks some slots, one call at a time, and prints the answers in the order of the slots. */
    public static final class Worker {
        private Worker() {}

        public static void main(String[] arguments) throws Exception {
            PGSimpleDataSource dataSource = new PGSimpleDataSource();
            dataSource.setURL(arguments[0]);
            dataSource.setUser(Grants.SOLUTION);
            dataSource.setPassword(arguments[1]);
            Jdbi jdbi = StoreBeans.over(dataSource);
            Journal journal = new Journal(jdbi);
            TeacherClient client = new RestTeacherClient();
            Profile profile = new Profile("test", new ProfileValues(URI.create(arguments[2]), "", 1));
            JournaledTeacher teacher = new JournaledTeacher(
                    new Routing(Map.of("test", profile)),
                    client,
                    journal,
                    new PostgresArtifacts(jdbi),
                    new Lease(journal, "solution-gen", System::nanoTime),
                    "solution-gen",
                    Checkpoint.NONE);
            List<Future<Answer>> answers = new ArrayList<>();
            int slots = Integer.parseInt(arguments[4]);
            ExecutorService threads = Executors.newFixedThreadPool(slots);
            for (int number = 1; number <= slots; number++) {
                SlotKey slot = new SlotKey(new CandidateId(new RunId(arguments[3]), number), Step.SOLUTION, 1, 1);
                answers.add(threads.submit(() -> teacher.ask(new Ask(
                        slot,
                        "default",
                        new TeacherChoice("test", 0),
                        new Prompt("solution/plain", "0".repeat(64), "You solve.", "a prompt"),
                        512))));
            }
            for (Future<Answer> answer : answers) {
                System.out.println("ANSWER " + answer.get().text());
            }
            System.exit(0);
        }
    }

    /** The first reply waits until its reader is stopped; each reply is different. */
    private static HttpServer teacher(AtomicInteger calls, CountDownLatch firstReply) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/v1/chat/completions", exchange -> {
            int number = calls.incrementAndGet();
            if (number == 1) {
                await(firstReply);
            }
            byte[] body = ("{\"choices\":[{\"message\":{\"content\":\"reply " + number
                            + "\"},\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":5}}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body);
            }
        });
        server.start();
        return server;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Process worker(TestDatabase database, HttpServer server, RunId run, int slots) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Worker.class.getName(),
                        database.url(),
                        database.password(Grants.SOLUTION),
                        "http://127.0.0.1:" + server.getAddress().getPort() + "/v1",
                        run.value(),
                        Integer.toString(slots))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static void signal(Process process, String name) throws Exception {
        int exit = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
        assertThat(exit).isZero();
    }

    private static String output(Process process) throws IOException {
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith("ANSWER"))
                .collect(Collectors.joining(" "));
    }

    private static List<Object> states(Jdbi jdbi, RunId run) {
        return calls(jdbi, run).stream().map(call -> call.get("state")).toList();
    }

    private static List<Map<String, Object>> calls(Jdbi jdbi, RunId run) {
        return jdbi.withHandle(
                handle -> handle.createQuery("select * from teacher.call where run_id = :run order by call_id")
                        .bind("run", UUID.fromString(run.value()))
                        .mapToMap()
                        .list());
    }
}
