package dev.triptych.verifier.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.triptych.verifier.queue.Key;
import dev.triptych.verifier.sandbox.SandboxException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BinaryFolderTest {
    private static final long MIB = 1 << 20;

    @TempDir
    private Path directory;

    @Test
    void findsAfterARestartWhatWasKept() {
        folder(MIB).keep(key("one"), compiled("program"));
        Compiled found = folder(MIB).find(key("one")).orElseThrow();
        assertThat(found.binary().orElseThrow()).isEqualTo(bytes("program"));
        assertThat(found.part()).isEqualTo(Compiled.Part.LINK);
        assertThat(found.diagnostics()).isEqualTo("a warning");
        assertThat(found.compile().cpu()).isEqualTo(Duration.ofMillis(300));
        assertThat(found.compile().clean()).isTrue();
        assertThat(folder(MIB).find(key("two"))).isEmpty();
    }

    @Test
    void keepsOnlyPrograms() {
        BinaryFolder folder = folder(MIB);
        folder.keep(key("one"), refused());
        assertThat(folder.find(key("one"))).isEmpty();
        assertThat(files()).isEmpty();
    }

    @Test
    void takesNoFileThatDoesNotAgreeWithItsHash() throws IOException {
        BinaryFolder folder = folder(MIB);
        folder.keep(key("one"), compiled("program"));
        Path file = files().getFirst();
        byte[] content = Files.readAllBytes(file);
        for (int i = 0; i < content.length; i++) {
            byte[] damaged = content.clone();
            damaged[i] ^= 1;
            Files.write(file, damaged);
            assertThat(folder.find(key("one"))).as("byte " + i).isEmpty();
            assertThat(file).doesNotExist();
        }
        Files.write(file, new byte[0]);
        assertThat(folder.find(key("one"))).isEmpty();
    }

    @Test
    void takesNoFileOfAnotherName() throws IOException {
        BinaryFolder folder = folder(MIB);
        folder.keep(key("one"), compiled("program"));
        Path file = files().getFirst();
        Files.move(file, file.resolveSibling(key("two").sha256() + ".bin"));
        assertThat(folder.find(key("two"))).isEmpty();
    }

    @Test
    void removesWhatWasNotUsedForLongest() throws IOException {
        BinaryFolder folder = folder(100_000);
        Instant past = Instant.now().minusSeconds(100);
        for (int i = 0; i < 5; i++) {
            folder.keep(key("old" + i), compiled("x".repeat(10_000)));
            Files.setLastModifiedTime(file("old" + i), FileTime.from(past.plusSeconds(i)));
        }
        assertThat(folder.find(key("old0"))).isPresent();
        for (int i = 0; i < 4; i++) {
            folder.keep(key("new" + i), compiled("x".repeat(10_000)));
        }
        assertThat(folder.find(key("old0"))).as("was used").isPresent();
        assertThat(folder.find(key("old1"))).isEmpty();
        assertThat(folder.find(key("new3"))).isPresent();
        assertThat(files().stream().mapToLong(file -> file.toFile().length()).sum())
                .isLessThan(100_000);
    }

    @Test
    void removesWhatADeadWriterLeft() throws IOException {
        folder(MIB);
        Path part = Files.write(directory.resolve("kept/x.part"), bytes("half"));
        Path fresh = Files.write(directory.resolve("kept/y.part"), bytes("half"));
        Files.setLastModifiedTime(part, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
        folder(MIB);
        assertThat(part).doesNotExist();
        assertThat(fresh).exists();
    }

    @Test
    void servesManyWritersAndReadersOfOneFolder() throws Exception {
        List<Future<Integer>> all = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (int writer = 0; writer < 8; writer++) {
                BinaryFolder folder = folder(60_000);
                all.add(threads.submit(() -> {
                    int found = 0;
                    for (int i = 0; i < 200; i++) {
                        String name = "program" + i % 7;
                        Optional<Compiled> kept = folder.find(key(name));
                        kept.ifPresent(program ->
                                assertThat(program.binary().orElseThrow()).isEqualTo(bytes(name.repeat(1_000))));
                        found += kept.isPresent() ? 1 : 0;
                        folder.keep(key(name), compiled(name.repeat(1_000)));
                    }
                    return found;
                }));
            }
            for (Future<Integer> one : all) {
                assertThat(one.get()).isPositive();
            }
        }
        assertThat(files()).allMatch(file -> file.toString().endsWith(".bin"));
    }

    @Test
    void refusesAFolderThatOthersCanReach() throws IOException {
        Path open = Files.createDirectory(directory.resolve("open"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));
        assertThatThrownBy(() -> BinaryFolder.open(open, MIB))
                .isInstanceOf(SandboxException.class)
                .hasMessageContaining("triptych.verifier.compile.folder")
                .hasMessageContaining("rwxr-xr-x");
    }

    private BinaryFolder folder(long bytesMax) {
        return BinaryFolder.open(directory.resolve("kept"), bytesMax);
    }

    private Path file(String name) {
        return directory.resolve("kept").resolve(key(name).sha256() + ".bin");
    }

    private List<Path> files() {
        try (Stream<Path> all = Files.list(directory.resolve("kept"))) {
            return all.toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Key key(String name) {
        return Key.of("test").add(name).key();
    }

    private static Compiled compiled(String program) {
        return new Compiled(Compiled.Part.LINK, execution(Ending.EXITED, 0), Optional.of(bytes(program)));
    }

    private static Compiled refused() {
        return new Compiled(Compiled.Part.SOLUTION, execution(Ending.REFUSED_BY_COMPILER, 1), Optional.empty());
    }

    private static Execution execution(Ending ending, int code) {
        return new Execution(
                ending,
                OptionalInt.of(code),
                OptionalInt.empty(),
                new byte[0],
                bytes("a warning"),
                Duration.ofMillis(300),
                Duration.ofMillis(400),
                12.5);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
