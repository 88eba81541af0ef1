package dev.triptych.migrate;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

/**
 * The command line.
 *
 * @param locations folders of migrations, each named for its schema
 */
record Options(String url, String user, Path passwordFile, Path rolesFile, List<Path> locations) {
    private static final Set<String> NAMES =
            Set.of("--url", "--user", "--password-file", "--roles-file", "--locations");

    /** @throws IllegalArgumentException naming the option that is missing or unknown */
    static Options parse(String[] arguments) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < arguments.length; i += 2) {
            String name = arguments[i];
            if (!NAMES.contains(name)) {
                throw new IllegalArgumentException("unknown option " + name);
            }
            if (i + 1 == arguments.length) {
                throw new IllegalArgumentException(name + " wants a value");
            }
            values.put(name, arguments[i + 1]);
        }
        String url = required(values, "--url");
        if (!url.startsWith("jdbc:postgresql://")) {
            throw new IllegalArgumentException("--url: must begin with jdbc:postgresql://, was " + url);
        }
        return new Options(
                url,
                required(values, "--user"),
                Path.of(required(values, "--password-file")),
                Path.of(required(values, "--roles-file")),
                Arrays.stream(required(values, "--locations").split(","))
                        .map(Path::of)
                        .toList());
    }

    String password() throws IOException {
        return readable(passwordFile, "password file", Files::readString).strip();
    }

    /** Passwords by role. */
    Map<String, String> rolePasswords() throws IOException {
        Properties properties = readable(rolesFile, "roles file", path -> {
            Properties read = new Properties();
            try (Reader reader = Files.newBufferedReader(path)) {
                read.load(reader);
            }
            return read;
        });
        Map<String, String> passwords = new HashMap<>();
        properties.forEach((role, password) -> passwords.put(role.toString(), password.toString()));
        return passwords;
    }

    private static String required(Map<String, String> values, String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return value;
    }

    private static <T> T readable(Path path, String what, Reading<T> reading) throws IOException {
        try {
            return reading.read(path);
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException("no " + what + " " + path, e);
        }
    }

    private interface Reading<T> {
        T read(Path path) throws IOException;
    }
}
