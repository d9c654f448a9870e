package io.dbm.benchmarks.query;

import io.dbm.benchmarks.store.Store;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.sql.DataSource;

/** The least that JDBC can take: a connection for each thread, and a statement prepared once. */
final class KeptStatements implements AutoCloseable {

    private final DataSource driver;
    private final Queue<Connection> connections = new ConcurrentLinkedQueue<>();

    @SuppressWarnings("ThreadLocalUsage") // there is one in each JVM
    private final ThreadLocal<PreparedStatement> statements =
            ThreadLocal.withInitial(this::prepare);

    KeptStatements(DataSource driver) {
        this.driver = driver;
    }

    private PreparedStatement prepare() {
        try {
            Connection connection = driver.getConnection();
            connections.add(connection);
            return connection.prepareStatement(Store.SELECT);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    int select(int id) throws SQLException {
        PreparedStatement statement = statements.get();
        statement.setInt(1, id);
        try (ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getInt(1);
        }
    }

    @Override
    public void close() throws SQLException {
        for (Connection each : connections) {
            each.close();
        }
    }
}
