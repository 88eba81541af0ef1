package dev.triptych.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.triptych.contracts.ErrorCode;
import dev.triptych.contracts.Sha256;
import dev.triptych.store.roles.Grants;
import dev.triptych.testkit.TestDatabase;
import java.util.HexFormat;
import java.util.Map;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PostgresArtifactsIT {
    private static TestDatabase database;

    private final PostgresArtifacts artifacts = database.artifacts(Grants.VERIFY);

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @Test
    void givesBackWhatWasPutByAnotherService() {
        Sha256 hash = artifacts.putText("größer als Ω\n".repeat(1000));

        assertThat(database.artifacts(Grants.FACTORY).readText(hash)).isEqualTo("größer als Ω\n".repeat(1000));
        assertThat(hash).isEqualTo(Sha256.of("größer als Ω\n".repeat(1000)));
    }

    @Test
    void keepsAnEmptyBody() {
        assertThat(artifacts.read(artifacts.put("text/plain", new byte[0]))).isEmpty();
    }

    @Test
    void keepsOneRowOfABodyThatIsPutTwice() {
        Sha256 first = artifacts.putJson(Map.of("a", 1));
        Sha256 second = artifacts.putJson(Map.of("a", 1));

        assertThat(second).isEqualTo(first);
        assertThat(artifacts.readText(first)).isEqualTo("{\"a\":1}");
    }

    @Test
    void saysThatABodyIsMissing() {
        assertThatThrownBy(() -> artifacts.read(Sha256.of("never put")))
                .isInstanceOfSatisfying(
                        ArtifactException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.ARTIFACT_MISSING));
    }

    @Test
    void refusesABodyWhoseBytesWereChanged() {
        Sha256 hash = artifacts.putText("the truth");
        overwrite(hash, Deflated.deflate("the doubt".getBytes(java.nio.charset.StandardCharsets.UTF_8)));

        assertCorrupt(hash);
    }

    @Test
    void refusesABodyThatCannotBeUnpacked() {
        Sha256 hash = artifacts.putText("soon torn");
        overwrite(hash, new byte[] {1, 2, 3});

        assertCorrupt(hash);
    }

    @Test
    void refusesABodyThatWasCutShort() {
        Sha256 hash = artifacts.putText("a body of some length, a body of some length");
        byte[] whole = Deflated.deflate("a body of some length, a body of some length".getBytes());
        overwrite(hash, java.util.Arrays.copyOf(whole, whole.length / 2));

        assertCorrupt(hash);
    }

    @Test
    void letsNoRoleListBodies() {
        for (String role : Grants.ROLES) {
            assertThatThrownBy(() -> database.jdbi(role)
                            .withHandle(handle -> handle.select("select count(*) from artifact.body")
                                    .mapTo(Long.class)
                                    .one()))
                    .isInstanceOf(JdbiException.class)
                    .hasMessageContaining("permission denied");
        }
    }

    private void assertCorrupt(Sha256 hash) {
        assertThatThrownBy(() -> artifacts.read(hash))
                .isInstanceOfSatisfying(
                        ArtifactException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.ARTIFACT_CORRUPT));
    }

    private static void overwrite(Sha256 hash, byte[] bytes) {
        database.owner()
                .useHandle(handle -> handle.createUpdate("update artifact.body set bytes = :bytes where sha256 = :hash")
                        .bind("bytes", bytes)
                        .bind("hash", HexFormat.of().parseHex(hash.hex()))
                        .execute());
    }
}
