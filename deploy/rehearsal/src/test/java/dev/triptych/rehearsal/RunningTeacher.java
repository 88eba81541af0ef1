package dev.triptych.rehearsal;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.triptych.rehearsal.bank.Families;
import dev.triptych.rehearsal.http.Server;
import dev.triptych.teacher.client.Profile;
import dev.triptych.teacher.client.TeachersConfig;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.util.HashMap;
import java.util.Map;

/** The rehearsal teacher on a port of its own, and the profile by which the factory asks it. */
public final class RunningTeacher implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final int port;

    /** @param namesAndValues of its configuration, as {@link Configs#with} takes them */
    public RunningTeacher(String... namesAndValues) {
        Router router = Router.router(vertx);
        new Server(vertx, new ObjectMapper(), Configs.with(namesAndValues), Families.bank()).routes(router);
        port = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .actualPort();
    }

    /** @param namesAndValues of the profile, without the prefix, by turns */
    public Profile profile(String... namesAndValues) {
        return profile(port, namesAndValues);
    }

    /** The same of any teacher on this machine. */
    public static Profile profile(int port, String... namesAndValues) {
        Map<String, String> properties = new HashMap<>();
        properties.put("base-url", "http://127.0.0.1:" + port + "/v1");
        properties.put("model", "rehearsal-1");
        for (int at = 0; at < namesAndValues.length; at += 2) {
            properties.put(namesAndValues[at], namesAndValues[at + 1]);
        }
        Map<String, String> prefixed = new HashMap<>();
        properties.forEach((name, value) -> prefixed.put("triptych.teachers.rehearsal." + name, value));
        TeachersConfig config = new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(TeachersConfig.class)
                .withSources(new PropertiesConfigSource(prefixed, "test", 100))
                .build()
                .getConfigMapping(TeachersConfig.class);
        return new Profile("rehearsal", config.profiles().get("rehearsal"));
    }

    /** From now on nobody takes connections here. */
    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
