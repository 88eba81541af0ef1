package dev.triptych.teacher.journal;

import dev.triptych.store.Artifacts;
import dev.triptych.teacher.Teacher;
import dev.triptych.teacher.client.Routing;
import dev.triptych.teacher.client.TeacherClient;
import dev.triptych.teacher.client.TeachersConfig;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The teacher as a CDI bean. */
@Singleton
public class TeacherBeans {
    /** Asks by the configured profiles through the journal; connects when it is first used. */
    @Produces
    @Singleton
    Teacher teacher(
            TeachersConfig config,
            TeacherClient client,
            Journal journal,
            Artifacts artifacts,
            @ConfigProperty(name = "quarkus.application.name", defaultValue = "unknown") String service) {
        return over(config, client, journal, artifacts, service);
    }

    void stop(@Disposes Teacher teacher) {
        if (teacher instanceof JournaledTeacher journaled) {
            journaled.close();
        }
    }

    /** The same without CDI. */
    public static JournaledTeacher over(
            TeachersConfig config, TeacherClient client, Journal journal, Artifacts artifacts, String service) {
        Routing routing = Routing.of(config);
        return new JournaledTeacher(
                routing,
                client,
                journal,
                artifacts,
                new Lease(journal, service, System::nanoTime, routing),
                service,
                Checkpoint.NONE);
    }
}
