package dev.triptych.cli.stack;

import java.nio.file.Path;
import java.util.List;

/** How we start Java: with the JDK that runs us, small and quick to start. */
public final class JavaCommand {
    private JavaCommand() {}

    /** The program. */
    public static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** For a service of which many run beside each other on a small machine. */
    static List<String> smallService(int heapMegabytes) {
        return List.of(
                java(),
                "-Xmx" + heapMegabytes + "m",
                "-Xms32m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow");
    }

    /**
     * For a service that has the machine to itself and must be fast for hours: with the optimising compiler, and with a
     * heap whose pages are there from the start, as the collector would come to use all of them anyway.
     */
    static List<String> aloneService(int heapMegabytes) {
        return List.of(
                java(),
                "-Xmx" + heapMegabytes + "m",
                "-Xms512m",
                "-XX:+AlwaysPreTouch",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow");
    }

    /** For a helper that only watches. */
    static List<String> helper() {
        return List.of(java(), "-Xmx48m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
    }
}
