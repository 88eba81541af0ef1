package dev.triptych.cli.stack;

import dev.triptych.cli.Home;
import dev.triptych.cli.supervise.ProcessIdentity;
import dev.triptych.cli.supervise.ServicePlan;
import dev.triptych.cli.supervise.StackPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Lays out a stack: which services, on which ports, with which settings; writes their settings files. */
final class StackLayout {
    private static final String REHEARSAL = Teachers.REHEARSAL;
    private static final int TEMPORAL_IN_MEMORY_HEAP = 256;

    /** What a run tells Temporal's lists about itself. */
    private static final List<String> SEARCH_ATTRIBUTES = List.of(
            "TriptychStatus=Keyword",
            "TriptychRecipe=Keyword",
            "TriptychTenant=Keyword",
            "TriptychAccepted=Int",
            "TriptychTarget=Int");

    private static final int TIER_BACKBONE = 1;
    private static final int TIER_SERVICES = 2;

    /** Each service that has a database role: module, role, whether it asks teachers, whether it has an API. */
    private record Module(String name, String role, boolean asks, boolean api, int heapMegabytes) {}

    private static final Module VERIFIER = new Module("verifier", "triptych_verify", false, false, 1_024);

    private static final List<Module> MODULES = List.of(
            VERIFIER,
            new Module("question-synth", "triptych_question", true, true, 256),
            new Module("solution-gen", "triptych_solution", true, false, 192),
            new Module("test-gen", "triptych_test", true, false, 192),
            new Module("rewriter", "triptych_rewrite", true, false, 192),
            new Module("workflows", "triptych_factory", true, true, 320));

    private final Home home;
    private final StackOptions options;
    private final Ports ports;
    private final Secrets secrets;
    private final Tools tools;

    StackLayout(Home home, StackOptions options, Ports ports, Tools tools) {
        this.home = home;
        this.options = options;
        this.ports = ports;
        this.secrets = new Secrets(home);
        this.tools = tools;
    }

    /** Chooses ports, writes the settings, and says what is to run. */
    StackPlan layOut(Optional<ProcessIdentity> owner) throws IOException {
        List<ServicePlan> services = new ArrayList<>();
        Map<String, String> urls = new LinkedHashMap<>();
        if (!options.onlyVerifier()) {
            services.add(tools.postgres(home).plan(ports.of("postgres")));
            services.add(options.inMemory() ? temporalInMemory() : temporal());
            if (options.kafka()) {
                services.add(kafka());
            }
            if (options.teachers().needRehearsal()) {
                services.add(rehearsal());
            }
            if (!options.inMemory()) {
                urls.put("temporal", http(ports.of("temporal-ui")));
            }
        }
        for (Module module : options.onlyVerifier() ? List.of(VERIFIER) : MODULES) {
            services.add(service(module));
        }
        urls.put("verifier", url(services, "verifier"));
        if (!options.onlyVerifier()) {
            urls.put("api", url(services, "workflows"));
            urls.put("seeds", url(services, "question-synth"));
            if (options.teachers().needRehearsal()) {
                urls.put(REHEARSAL, http(ports.of(REHEARSAL)));
            }
        }
        secrets.apiToken();
        ports.save(home.portsFile());
        return new StackPlan(
                UUID.randomUUID().toString(),
                services,
                urls,
                options.teachers().theOnlyOne(),
                options.parts(),
                owner.orElse(null));
    }

    private ServicePlan temporal() throws IOException {
        int port = ports.of("temporal");
        int pages = ports.of("temporal-ui");
        Path folder = Files.createDirectories(home.data().resolve("temporal"));
        List<String> command = new ArrayList<>(List.of(
                tools.temporal().toString(),
                "server",
                "start-dev",
                "--ip",
                "127.0.0.1",
                "--port",
                Integer.toString(port),
                "--ui-port",
                Integer.toString(pages),
                "--db-filename",
                folder.resolve("temporal.db").toString(),
                "--sqlite-pragma",
                "journal_mode=wal",
                "--sqlite-pragma",
                "synchronous=normal",
                "--log-level",
                "warn"));
        for (String attribute : SEARCH_ATTRIBUTES) {
            command.add("--search-attribute");
            command.add(attribute);
        }
        return ServicePlan.process("temporal", command, http(pages), "tcp://127.0.0.1:" + port, TIER_BACKBONE);
    }

    private ServicePlan temporalInMemory() {
        int port = ports.of("temporal");
        List<String> command = new ArrayList<>(JavaCommand.smallService(TEMPORAL_IN_MEMORY_HEAP));
        command.add("-cp");
        command.add(home.build().resolve("temporal-memory") + "/*");
        command.add("dev.triptych.memory.Main");
        command.add(Integer.toString(port));
        command.addAll(SEARCH_ATTRIBUTES);
        String address = "127.0.0.1:" + port;
        return ServicePlan.process("temporal", command, address, "tcp://" + address, TIER_BACKBONE);
    }

    private ServicePlan kafka() throws IOException {
        int port = ports.of("kafka");
        Path settings = KafkaBroker.settings(home, port, ports.of("kafka-controller"));
        List<String> command = KafkaBroker.command(home, settings);
        return ServicePlan.process("kafka", command, "127.0.0.1:" + port, "tcp://127.0.0.1:" + port, TIER_BACKBONE);
    }

    private ServicePlan rehearsal() {
        Settings settings = new Settings()
                .with("quarkus.http.host", "127.0.0.1")
                .with("quarkus.http.port", ports.of(REHEARSAL))
                .with("triptych.rehearsal.log-file", home.data().resolve("rehearsal.log"))
                .withAll("triptych.rehearsal.", options.rehearsal());
        String url = http(ports.of(REHEARSAL));
        return quarkus(REHEARSAL, settings, 192, url, url + "/q/health/ready", TIER_BACKBONE);
    }

    private ServicePlan service(Module module) {
        String url = http(ports.of(module.name()));
        Settings settings = new Settings()
                .with("quarkus.http.host", "127.0.0.1")
                .with("quarkus.http.port", ports.of(module.name()));
        if (!options.onlyVerifier()) {
            settings.with("triptych.temporal.target", "127.0.0.1:" + ports.of("temporal"))
                    .with("triptych.temporal.namespace", "default")
                    .with("quarkus.datasource.jdbc.url", Postgres.jdbcUrl(ports.of("postgres")))
                    .with("quarkus.datasource.username", module.role())
                    .with("quarkus.datasource.password", secrets.rolePassword(module.role()));
        }
        if (module.equals(VERIFIER)) {
            settings.with("triptych.verifier.python", tools.python());
            if (!"root".equals(System.getProperty("user.name"))) {
                // Accepted here by name, for a developer's machine: control groups are rarely delegated to users.
                settings.with("triptych.verifier.cgroups", "off");
            }
        }
        if (module.asks()) {
            options.teachers().profiles().forEach((name, profile) -> teacher(settings, name, profile));
        }
        if (module.api()) {
            settings.with("triptych.api.token-file", secrets.apiToken());
        }
        if (module.name().equals("workflows") && options.kafka()) {
            settings.with("triptych.kafka.bootstrap-servers", "127.0.0.1:" + ports.of("kafka"));
        }
        String ready = url + (options.onlyVerifier() ? "/q/health/live" : "/q/health/ready");
        return quarkus(module.name(), settings, module.heapMegabytes(), url, ready, TIER_SERVICES);
    }

    private void teacher(Settings settings, String name, Map<String, String> profile) {
        String prefix = "triptych.teachers." + name + ".";
        settings.withAll(prefix, profile).withAll(prefix, options.asking());
        if (Teachers.isRehearsal(profile)) {
            String url = http(ports.of(REHEARSAL));
            settings.with(prefix + "base-url", url + "/v1")
                    .with(prefix + "simulated", true)
                    .with(prefix + "truth-url", url + "/rehearsal");
        }
    }

    private ServicePlan quarkus(String name, Settings settings, int heap, String url, String ready, int tier) {
        Path file = settings.write(home.config().resolve(name + ".properties"));
        List<String> command = new ArrayList<>(
                options.onlyVerifier() ? JavaCommand.aloneService(heap) : JavaCommand.smallService(heap));
        command.add("-Dquarkus.config.locations=" + file);
        command.add("-jar");
        command.add(home.build().resolve(name).resolve("quarkus-run.jar").toString());
        return ServicePlan.process(name, command, url, ready, tier);
    }

    private static String url(List<ServicePlan> services, String name) {
        return services.stream()
                .filter(service -> service.name().equals(name))
                .map(ServicePlan::url)
                .findFirst()
                .orElseThrow();
    }

    private static String http(int port) {
        return "http://127.0.0.1:" + port;
    }

    /** The files that hold the passwords for a migration. */
    Secrets secrets() {
        return secrets;
    }
}
