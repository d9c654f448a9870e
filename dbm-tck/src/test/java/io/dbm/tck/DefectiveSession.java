package io.dbm.tck;

import io.dbm.tck.DefectiveAdapter.Defect;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Batches what changes something, keeps the numbers that it has read, and shares them with other
 * sessions when its transaction is committed.
 */
final class DefectiveSession implements AutoCloseable {

    private final Connection connection;
    private final Map<String, Long> shared;
    private final Map<String, Long> numbers = new HashMap<>();
    private final List<String> batch = new ArrayList<>();
    private boolean trusted = true;
    private boolean changed;
    private boolean closed;

    DefectiveSession(Connection connection, Map<String, Long> shared) {
        this.connection = connection;
        this.shared = shared;
    }

    private static boolean has(Defect defect) {
        return DefectiveAdapter.defect == defect;
    }

    void execute(String sql) throws SQLException {
        requireOpen();
        batch.add(sql);
        numbers.clear();
        changed = true;
    }

    long read(String sql) throws SQLException {
        if (!has(Defect.ANSWERS_ANYONE_FROM_ITS_CACHE) || !numbers.containsKey(sql)) {
            requireOpen();
        }
        Long number = numbers.get(sql);
        if (number == null && trusted && !changed) {
            number = shared.get(sql);
        }
        if (number == null) {
            flush();
            number = query(sql);
        }
        numbers.put(sql, number);
        return number;
    }

    private long query(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private void requireOpen() throws SQLException {
        if (closed || connection.isClosed()) {
            throw new SQLException("closed", "08003");
        }
        boolean unused = connection.getAutoCommit(); // fails on another thread
    }

    void flush() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : List.copyOf(batch)) {
                batch.remove(sql);
                statement.execute(sql);
            }
        }
    }

    void commit() throws SQLException {
        if (!has(Defect.SWALLOWS_A_COMMIT)) {
            connection.commit();
        }
    }

    void rollback() throws SQLException {
        if (!has(Defect.SWALLOWS_A_ROLLBACK)) {
            connection.rollback();
        }
    }

    void clearBatch() {
        batch.clear();
    }

    void clearCache() {
        numbers.clear();
        trusted = trusted && has(Defect.SHARES_WHAT_ANOTHER_LAYER_HAS_CHANGED);
    }

    void share() {
        if (changed || !trusted) {
            shared.clear();
        }
        if (trusted) {
            shared.putAll(numbers);
        }
    }

    @Override
    public void close() throws SQLException {
        if (has(Defect.COMMITS_WHEN_IT_IS_CLOSED)) {
            flush();
            connection.unwrap(org.h2.jdbc.JdbcConnection.class).commit();
        }
        closed = has(Defect.STAYS_CLOSED);
    }
}
