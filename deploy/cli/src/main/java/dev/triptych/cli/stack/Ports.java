package dev.triptych.cli.stack;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.triptych.cli.CliException;
import dev.triptych.cli.supervise.JsonFile;
import dev.triptych.contracts.json.TriptychJson;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * A port for each name, kept over restarts. Ports are drawn below the range from which the kernel takes those of
 * outgoing connections, so that no client of ours sits on one while its service is restarted.
 */
public final class Ports {
    private static final int LOWEST = 20_000;
    private static final int HIGHEST = 32_000;
    private static final int MAX_DRAWS = 1_000;

    private final Map<String, Integer> wanted;
    private final Map<String, Integer> chosen;
    private final RandomGenerator random;

    Ports(Map<String, Integer> wanted, Map<String, Integer> remembered, RandomGenerator random) {
        this.wanted = Map.copyOf(wanted);
        this.chosen = new TreeMap<>(remembered);
        this.random = random;
    }

    /** The ports of an earlier {@code up}, overruled by what the user wants now. */
    public static Ports remembered(Path file, Map<String, Integer> wanted) {
        return new Ports(wanted, chosen(file), RandomGenerator.getDefault());
    }

    /** The ports that were remembered, by name. */
    static Map<String, Integer> chosen(Path file) {
        return JsonFile.read(file, Object.class)
                .map(value -> TriptychJson.mapper().convertValue(value, new TypeReference<Map<String, Integer>>() {}))
                .orElse(Map.of());
    }

    /** The free port of this name: the wanted one, the last one, or a new one. */
    public int of(String name) {
        Integer want = wanted.get(name);
        if (want != null && !free(want)) {
            throw CliException.environment("Port " + want + " for " + name + " is taken: name another with --port "
                    + name + "=NUMBER, or leave it out and a free one is chosen");
        }
        int port = want != null ? want : lastOrNew(name);
        chosen.put(name, port);
        return port;
    }

    /** Remembers them. */
    public void save(Path file) {
        JsonFile.write(file, chosen);
    }

    private int lastOrNew(String name) {
        Integer last = chosen.get(name);
        if (last != null && free(last)) {
            return last;
        }
        for (int draw = 0; draw < MAX_DRAWS; draw++) {
            int port = random.nextInt(LOWEST, HIGHEST);
            if (!chosen.containsValue(port) && !wanted.containsValue(port) && free(port)) {
                return port;
            }
        }
        throw CliException.environment("No free port found between " + LOWEST + " and " + HIGHEST + " on 127.0.0.1");
    }

    static boolean free(int port) {
        try (ServerSocket _ = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"))) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
