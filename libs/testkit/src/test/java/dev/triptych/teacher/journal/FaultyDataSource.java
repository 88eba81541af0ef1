package dev.triptych.teacher.journal;

import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Logger;
import javax.sql.DataSource;

/** Breaks some statements: half of them before they reach the database, half after their commit. Counts them all. */
final class FaultyDataSource implements DataSource {
    private final DataSource real;
    private final Random random;
    private final double faults;
    private final AtomicInteger statements = new AtomicInteger();

    /** @param faults how probable a fault is for each statement; 0 only counts */
    FaultyDataSource(DataSource real, long seed, double faults) {
        this.real = real;
        this.random = new Random(seed);
        this.faults = faults;
    }

    int statements() {
        return statements.get();
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = real.getConnection();
        return (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("commit")) {
                        statements.incrementAndGet();
                    }
                    Object result = call(connection, method, arguments);
                    return result instanceof PreparedStatement statement ? faulty(statement) : result;
                });
    }

    private PreparedStatement faulty(PreparedStatement statement) {
        return (PreparedStatement) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {PreparedStatement.class}, (proxy, method, arguments) -> {
                    if (!method.getName().startsWith("execute")) {
                        return call(statement, method, arguments);
                    }
                    statements.incrementAndGet();
                    double fate = fate();
                    if (fate < faults / 2) {
                        throw new SQLException("the connection broke before the statement", "08006");
                    }
                    Object result = call(statement, method, arguments);
                    if (fate < faults) {
                        throw new SQLException("the connection broke after the commit", "08006");
                    }
                    return result;
                });
    }

    private synchronized double fate() {
        return random.nextDouble();
    }

    private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(PrintWriter out) {}

    @Override
    public void setLoginTimeout(int seconds) {}

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
