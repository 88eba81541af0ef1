package dev.triptych.migrate;

import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.ds.PGSimpleDataSource;

/** Connections of the database's owner. */
@SuppressWarnings("serial") // never serialised: the driver's class happens to be Serializable
final class Owner extends PGSimpleDataSource {
    private static final String INVALID_CATALOG_NAME = "3D000";
    private static final String DUPLICATE_DATABASE = "42P04";
    private static final int CONNECT_SECONDS_MAX = 10;

    Owner(String url, String user, String password) {
        setURL(url);
        setUser(user);
        setPassword(password);
        setConnectTimeout(CONNECT_SECONDS_MAX);
        setApplicationName("triptych-migrate");
    }

    /** Makes the database of the URL, through the server's own {@code postgres} database, unless it is there. */
    void createDatabaseIfMissing() throws SQLException {
        try (Connection connection = getConnection()) {
            connection.isValid(CONNECT_SECONDS_MAX);
        } catch (SQLException e) {
            if (!INVALID_CATALOG_NAME.equals(e.getSQLState())) {
                throw e;
            }
            createDatabase();
        }
    }

    private void createDatabase() throws SQLException {
        URI here = URI.create(getURL().substring("jdbc:".length()));
        String server = "jdbc:postgresql://" + here.getRawAuthority() + "/postgres"
                + (here.getRawQuery() == null ? "" : "?" + here.getRawQuery());
        try (Connection connection = DriverManager.getConnection(server, getUser(), getPassword());
                Statement statement = connection.createStatement()) {
            statement.execute("create database "
                    + statement.enquoteIdentifier(here.getPath().substring(1), true));
        } catch (SQLException e) {
            if (!DUPLICATE_DATABASE.equals(e.getSQLState())) {
                throw e;
            }
        }
    }
}
