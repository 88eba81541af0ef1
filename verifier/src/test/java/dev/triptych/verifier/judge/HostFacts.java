package dev.triptych.verifier.judge;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a program must not find: a file, an open port, a process and the namespaces of the host. Programs name them as
 * {@code @HOST_FILE@} and so on, so that a jail which shows them cannot pass unseen.
 */
final class HostFacts implements AutoCloseable {
    private final Path file;
    private final ServerSocket door;
    private final Map<String, String> facts = new TreeMap<>();

    HostFacts() throws IOException {
        file = Files.createTempFile("secret-of-the-host-", "");
        Files.writeString(file, "a secret of the host");
        door = new ServerSocket(0, 50, InetAddress.getByName("0.0.0.0"));
        facts.put("@HOST_FILE@", file.toString());
        facts.put("@HOST_PORT@", Integer.toString(door.getLocalPort()));
        facts.put("@HOST_PID@", Long.toString(ProcessHandle.current().pid()));
        facts.put(
                "@HOST_NAME@",
                Files.readString(Path.of("/proc/sys/kernel/hostname")).strip());
        for (String kind : new String[] {"cgroup", "ipc", "mnt", "net", "pid", "uts"}) {
            String link = Files.readSymbolicLink(Path.of("/proc/self/ns", kind)).toString();
            facts.put("@HOST_NAMESPACE_" + kind + "@", link);
        }
    }

    String fill(String program) {
        String filled = program;
        for (Map.Entry<String, String> fact : facts.entrySet()) {
            filled = filled.replace(fact.getKey(), fact.getValue());
        }
        return filled;
    }

    @Override
    public void close() throws IOException {
        door.close();
        Files.deleteIfExists(file);
    }
}
