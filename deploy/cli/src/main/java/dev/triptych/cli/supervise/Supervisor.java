package dev.triptych.cli.supervise;

import dev.triptych.cli.Home;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The resident process of a stack: adopts what runs, starts what does not, restarts what dies. Its own end harms
 * nothing, because its children live in sessions of their own and the next supervisor adopts them.
 */
public final class Supervisor {
    /** How the supervisor itself is called, among the services. */
    public static final String SERVICE = "supervisor";

    private static final Duration TICK = Duration.ofMillis(200);

    private final Home home;
    private final StackPlan plan;
    private final List<Child> children;
    private final LogBound logs;
    private @Nullable StackState written;

    public Supervisor(Home home, StackPlan plan) {
        this.home = home;
        this.plan = plan;
        this.logs = new LogBound(home.logs());
        Readiness readiness = new Readiness();
        this.children = plan.services().stream()
                .map(service ->
                        new Child(plan.instance(), service, log(home, service.name()), readiness, Clock.systemUTC()))
                .toList();
    }

    /** Where a service's output goes. */
    public static Path log(Home home, String service) {
        return home.logs().resolve(service + ".log");
    }

    /** Watches until killed, or until the stack's owner is gone. A second supervisor of the same stack ends at once. */
    public void watch() throws IOException, InterruptedException {
        try (FileChannel channel = FileChannel.open(
                        home.supervisorLockFile(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            if (lock == null) {
                return;
            }
            adopt();
            List<Thread> watchers = children.stream().map(this::watcher).toList();
            while (ownerLives()) {
                publish();
                logs.enforce();
                Thread.sleep(TICK);
            }
            watchers.forEach(Thread::interrupt);
            for (Thread watcher : watchers) {
                watcher.join();
            }
            publish();
        }
        new Shutdown(home).stopServices();
    }

    private void adopt() {
        Optional<StackState> before = JsonFile.read(home.stateFile(), StackState.class)
                .filter(state -> state.instance().equals(plan.instance()));
        for (int i = 0; i < children.size(); i++) {
            String name = plan.services().get(i).name();
            children.get(i).adopt(before.flatMap(state -> state.service(name)));
        }
    }

    /** One thread per child: a slow starter or probe keeps nobody else waiting. */
    private Thread watcher(Child child) {
        return Thread.ofVirtual().start(() -> {
            try {
                while (true) {
                    child.step();
                    Thread.sleep(TICK);
                }
            } catch (InterruptedException e) {
                // the stack is going down
            }
        });
    }

    private void publish() {
        List<ServiceState> states = children.stream().map(Child::state).toList();
        StackState now = new StackState(plan.instance(), ProcessIdentity.self(), states);
        if (!now.equals(written)) {
            JsonFile.write(home.stateFile(), now);
            written = now;
        }
    }

    private boolean ownerLives() {
        ProcessIdentity owner = plan.owner();
        return owner == null || owner.alive();
    }
}
