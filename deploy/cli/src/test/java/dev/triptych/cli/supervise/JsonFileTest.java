package dev.triptych.cli.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triptych.cli.supervise.ServiceState.Phase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonFileTest {
    @TempDir
    private Path folder;

    @Test
    void aStateComesBackAsItWas() {
        Path file = folder.resolve("state.json");
        StackState state = new StackState(
                "i",
                new ProcessIdentity(1, 2),
                List.of(
                        new ServiceState("postgres", Phase.READY, new ProcessIdentity(3, 4), 0, 2),
                        new ServiceState("verifier", Phase.GIVEN_UP, null, 5, 4)));

        JsonFile.write(file, state);

        assertThat(JsonFile.read(file, StackState.class)).contains(state);
    }

    @Test
    void aPlanComesBackAsItWas() {
        Path file = folder.resolve("plan.json");
        StackPlan plan = new StackPlan(
                "i",
                List.of(ServicePlan.process("a", List.of("x", "y"), "http://a", "tcp://a:1", 2)),
                Map.of("api", "http://b"),
                "rehearsal",
                List.of("kafka"),
                null);

        JsonFile.write(file, plan);

        assertThat(JsonFile.read(file, StackPlan.class)).contains(plan);
    }

    @Test
    void isForItsOwnerOnlyAndLeavesNoNeighbour() throws IOException {
        Path file = folder.resolve("token");

        JsonFile.writeText(file, "secret");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(folder).isDirectoryContaining(path -> path.equals(file));
        assertThat(folder.toFile().list()).hasSize(1);
    }

    @Test
    void whatIsNotThereIsAbsent() {
        assertThat(JsonFile.read(folder.resolve("none"), StackState.class)).isEmpty();
    }
}
