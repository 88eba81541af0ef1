package dev.triptych.store;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.postgres.PostgresPlugin;

/** The connection to Postgres as CDI beans. */
@Singleton
public class StoreBeans {
    /** Jdbi over the service's pool; connects when it is first used. */
    @Produces
    @Singleton
    Jdbi jdbi(AgroalDataSource dataSource) {
        return over(dataSource);
    }

    /** Jdbi as every part of Triptych uses it. */
    public static Jdbi over(DataSource dataSource) {
        return Jdbi.create(dataSource).installPlugin(new PostgresPlugin());
    }
}
