package dev.triptych.cli.doctor;

import dev.triptych.cli.CliException;
import dev.triptych.cli.Console;
import dev.triptych.cli.Home;
import dev.triptych.cli.Subprocess;
import dev.triptych.cli.doctor.Requirement.Need;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Examines the machine, and on Debian as root cures it. */
public final class Doctor {
    private static final String NAMESPACES = "user namespaces (PostgreSQL will not run as root)";

    /** What distributions call it; the first is Debian's. */
    private static final List<String> BROWSERS = List.of("chromium", "chromium-browser", "google-chrome");

    static final String LEAST_JAVA = "25";
    static final String LEAST_PYTHON = "3.9";
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration INSTALL_PATIENCE = Duration.ofMinutes(15);

    private final Home home;
    private final Console console;

    public Doctor(Home home, Console console) {
        this.home = home;
        this.console = console;
    }

    /** Looks at everything. */
    public List<Requirement> examine() throws IOException, InterruptedException {
        List<Requirement> all = new ArrayList<>();
        String java = Runtime.version().toString();
        all.add(new Requirement(
                "JDK " + LEAST_JAVA,
                Need.ALWAYS,
                java + " in " + System.getProperty("java.home"),
                true,
                List.of(),
                ""));
        all.add(program("Maven", Need.ALWAYS, "maven", "mvn", "--version"));
        all.add(python());
        if (root()) {
            all.add(namespaces());
        }
        all.add(program("setsid", Need.ALWAYS, "util-linux", "setsid", "--version"));
        all.add(temporal());
        all.add(program("C compiler", Need.ALWAYS, "gcc", "cc", "--version"));
        all.add(program("C++ compiler", Need.ALWAYS, "g++", "g++", "--version"));
        all.add(program("git", Need.TESTS, "git", "git", "--version"));
        all.add(program("Chromium", Need.TESTS, "chromium", BROWSERS));
        return all;
    }

    /** Installs what is missing; says what it cannot install and ends with exit code 3. */
    public void cure(boolean tests) throws IOException, InterruptedException {
        cure(one -> one.missingFor(tests));
    }

    /** The same for a stack that is nothing but the verifier, which needs no PostgreSQL. */
    public void cureForVerifier() throws IOException, InterruptedException {
        cure(one -> one.missingFor(false) && !one.name().equals(NAMESPACES));
    }

    private void cure(Predicate<Requirement> lacking) throws IOException, InterruptedException {
        List<Requirement> missing = examine().stream().filter(lacking).toList();
        List<String> packages = missing.stream()
                .flatMap(one -> one.packages().stream())
                .distinct()
                .toList();
        if (!packages.isEmpty() && canInstall()) {
            install(packages);
        }
        List<Requirement> still = packages.isEmpty() || !canInstall()
                ? missing
                : examine().stream().filter(lacking).toList();
        for (Requirement one : still) {
            if (!one.name().equals(TemporalProgram.NAME)) {
                throw CliException.environment(
                        one.name() + " is missing (" + one.found() + "): install it by: " + one.remedy());
            }
        }
    }

    private void install(List<String> packages) throws IOException, InterruptedException {
        console.say("installing " + String.join(" ", packages) + " …");
        Map<String, String> quiet = Map.of("DEBIAN_FRONTEND", "noninteractive");
        Path folder = Path.of("/");
        Subprocess.run(INSTALL_PATIENCE, folder, quiet, List.of("apt-get", "update", "-qq"));
        List<String> command = new ArrayList<>(List.of("apt-get", "install", "-y", "-qq", "--no-install-recommends"));
        command.addAll(packages);
        Subprocess.Result result = Subprocess.run(INSTALL_PATIENCE, folder, quiet, command);
        if (!result.ok()) {
            throw CliException.environment(
                    "apt-get could not install " + String.join(" ", packages) + ": " + result.tail(2));
        }
    }

    static boolean canInstall() {
        return root() && Files.isExecutable(Path.of("/usr/bin/apt-get"));
    }

    private static boolean root() {
        return "root".equals(System.getProperty("user.name"));
    }

    private static Requirement program(String name, Need need, String debianPackage, String command, String argument)
            throws IOException, InterruptedException {
        return program(name, need, debianPackage, Subprocess.run(PATIENCE, List.of(command, argument)));
    }

    /** The same for a program that has several names: the first that is there. */
    static Requirement program(String name, Need need, String debianPackage, List<String> commands)
            throws IOException, InterruptedException {
        Requirement found = program(name, need, debianPackage, commands.getFirst(), "--version");
        for (String command : commands.subList(1, commands.size())) {
            found = found.met() ? found : program(name, need, debianPackage, command, "--version");
        }
        return found;
    }

    private static Requirement program(String name, Need need, String debianPackage, Subprocess.Result result) {
        String found = result.ok() ? result.output().lines().findFirst().orElse("there") : "not found";
        return new Requirement(
                name, need, found, result.ok(), List.of(debianPackage), "apt-get install " + debianPackage);
    }

    private static Requirement python() throws IOException, InterruptedException {
        Subprocess.Result version = Subprocess.run(PATIENCE, List.of("python3", "--version"));
        Subprocess.Result venv = Subprocess.run(PATIENCE, List.of("python3", "-c", "import venv, ensurepip"));
        String number = Versions.first(version.output()).orElse("0");
        boolean recent = version.ok() && Versions.atLeast(number, LEAST_PYTHON);
        String found = !version.ok()
                ? "not found"
                : version.output().strip() + (venv.ok() ? "" : ", but without its venv module");
        return new Requirement(
                "Python ≥ " + LEAST_PYTHON + " with venv",
                Need.ALWAYS,
                found,
                recent && venv.ok(),
                List.of("python3", "python3-venv"),
                "apt-get install python3 python3-venv");
    }

    private static Requirement namespaces() throws IOException, InterruptedException {
        boolean works =
                Subprocess.run(PATIENCE, List.of("unshare", "--user", "true")).ok();
        return new Requirement(
                NAMESPACES,
                Need.ALWAYS,
                works ? "allowed" : "refused",
                works,
                List.of(),
                "running ./triptych as another user than root");
    }

    private Requirement temporal() throws IOException, InterruptedException {
        TemporalProgram temporal = new TemporalProgram(home, console);
        return new Requirement(
                TemporalProgram.NAME,
                Need.ALWAYS,
                temporal.describe(),
                temporal.ready(),
                List.of(),
                "./triptych doctor --install (builds it with Go, once, about 3 minutes)");
    }
}
