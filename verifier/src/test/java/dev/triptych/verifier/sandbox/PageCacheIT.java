package dev.triptych.verifier.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.triptych.verifier.program.Compiler;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageCacheIT {
    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final int FILE_BYTES = 8 << 20;
    private static final long SLICE_BYTES = 64 << 10;
    private static final String FORGET = """
            import os, sys
            for name in sys.argv[1:]:
                os.posix_fadvise(os.open(name, os.O_RDONLY), 0, 0, os.POSIX_FADV_DONTNEED)
            """;

    @Test
    void readsFiles(@TempDir Path folder) throws IOException {
        Path file = Files.write(folder.resolve("file"), new byte[FILE_BYTES]);
        Path missing = folder.resolve("missing");
        try (FileChannel written = FileChannel.open(file, StandardOpenOption.WRITE)) {
            written.force(true);
        }
        await().atMost(BOUND).until(() -> forgotten(Path.of("python3"), file));
        new PageCache(() -> List.of(missing, file)).keep();
        assertThat(share(file)).isGreaterThan(0.5);
    }

    @Test
    void asksAToolThatDoesNotAnswerOnce() {
        AtomicInteger asked = new AtomicInteger();
        PageCache cache = new PageCache(() -> {
            asked.incrementAndGet();
            throw new SandboxException("cannot run ldd");
        });
        cache.keep();
        cache.keep();
        assertThat(asked).hasValue(1);
    }

    @Test
    void keepsACompilerInMemoryThatOnlyJailsRun() {
        Path compiler;
        try (Sandbox sandbox = open()) {
            assumeTrue(sandbox.toolchain().cpp().isPresent(), "SKIPPED: no C++ compiler");
            Toolchain tools = sandbox.toolchain();
            String name = tools.cpp().get().compiler().toString();
            compiler = Path.of(
                    Toolchain.run(List.of(name, "-print-prog-name=cc1plus")).strip());
            // Programs of others may have it open for a moment.
            await().atMost(BOUND).until(() -> forgotten(tools.python(), compiler));
            assertThat(new Compiler(sandbox).failure()).isEmpty();
        }
        assertThat(share(compiler))
                .as("in memory, when all jails are gone with what they were charged with")
                .isGreaterThan(0.5);
    }

    @Test
    void knowsWhatIsReadWhenAProgramIsCompiled() {
        try (Sandbox sandbox = open()) {
            assumeTrue(sandbox.toolchain().cpp().isPresent(), "SKIPPED: no C++ compiler");
            assertThat(sandbox.toolchain().cpp().get().files(CppStandard.CPP_17))
                    .extracting(file -> file.getFileName().toString())
                    .contains("cc1plus", "as", "collect2", "libgmp.so.10", "libstdc++.so", "crt1.o", "vector");
            assertThat(sandbox.toolchain().modules())
                    .extracting(file -> file.getFileName().toString().replaceFirst("\\..*", ""))
                    .contains("argparse", "mock", "minidom")
                    .doesNotContain("pytest");
        }
    }

    private static Sandbox open() {
        return new Sandbox(new SmallRyeConfigBuilder()
                .withMapping(SandboxConfig.class)
                .build()
                .getConfigMapping(SandboxConfig.class));
    }

    private static boolean forgotten(Path python, Path file) {
        Toolchain.run(List.of(python.toString(), "-c", FORGET, file.toString()));
        return share(file) < 0.1;
    }

    /** How much of a file is in memory. */
    private static double share(Path file) {
        try (FileChannel channel = FileChannel.open(file);
                Arena arena = Arena.ofConfined()) {
            MemorySegment all = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
            long slices = all.byteSize() / SLICE_BYTES;
            return (double) LongStream.range(0, slices)
                            .filter(i ->
                                    all.asSlice(i * SLICE_BYTES, SLICE_BYTES).isLoaded())
                            .count()
                    / slices;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
