package dev.triptych.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triptych.cli.Home;
import dev.triptych.cli.TestHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {
    @TempDir
    private Path folder;

    @Test
    void theTokenIsForItsOwnerOnlyAndStays() throws IOException {
        Home home = TestHome.in(folder);

        Path token = new Secrets(home).apiToken();
        String first = Files.readString(token);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(token)))
                .isEqualTo("rw-------");
        assertThat(first).hasSize(48);
        assertThat(Files.readString(new Secrets(home).apiToken())).isEqualTo(first);
    }

    @Test
    void everyRoleHasAPasswordOfItsOwn() throws IOException {
        Path roles = new Secrets(TestHome.in(folder)).rolesFile();

        assertThat(Files.readAllLines(roles))
                .hasSize(Secrets.ROLES.size())
                .allMatch(line -> line.matches("triptych_[a-z]+=[0-9a-f]{48}"))
                .doesNotHaveDuplicates();
    }
}
