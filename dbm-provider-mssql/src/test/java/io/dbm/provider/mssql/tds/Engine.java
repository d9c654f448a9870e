package io.dbm.provider.mssql.tds;

import io.dbm.provider.mssql.tds.Tokens.Done;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * Runs the statements of one session on its H2 connection. Used by one thread, but for {@link
 * #cancel}.
 */
final class Engine implements AutoCloseable {

    private final Connection h2;
    private final Variables variables;
    private final Transaction transaction;
    private final SessionStatements sessionStatements;
    private final Object lock = new Object();
    private boolean cancelled;
    private Statement running;

    Engine(Connection h2, Variables variables, SessionStatements.Kill kill) {
        this.h2 = h2;
        this.variables = variables;
        this.transaction = new Transaction(h2);
        this.sessionStatements = new SessionStatements(h2, transaction, this::pause, kill);
    }

    /** Forgets that anything was cancelled: a new request begins. */
    void begin() {
        synchronized (lock) {
            cancelled = false;
        }
    }

    /** Ends the request that runs. */
    void cancel() throws SQLException {
        synchronized (lock) {
            cancelled = true;
            lock.notifyAll();
            if (running != null) {
                running.cancel();
            }
        }
    }

    /**
     * Runs a batch up to its first error.
     *
     * @param parameters of the statements, all of them
     * @return whether all went well
     */
    boolean run(String batch, List<Object> parameters, Results results, Tokens tokens)
            throws IOException {
        for (String statement : TransactSql.statements(batch)) {
            try {
                runOne(statement, parameters, results, tokens);
            } catch (SQLException e) {
                fail(ServerError.of(e), tokens);
                results.done(Done.FAILED);
                return false;
            }
        }
        return true;
    }

    /** What was cancelled is no error, and rolls back where one would. */
    private void fail(ServerError error, Tokens tokens) throws IOException {
        boolean isError;
        synchronized (lock) {
            isError = !cancelled;
        }
        if (isError) {
            tokens.error(error);
        }
        if (transaction.endsBy(error, isError)) {
            try {
                transaction.rollBack(tokens);
            } catch (SQLException e) {
                throw new IOException(e);
            }
        }
    }

    private void runOne(String statement, List<Object> parameters, Results results, Tokens tokens)
            throws SQLException, IOException {
        if (sessionStatements.run(statement, tokens)) {
            results.done(Done.NOTHING);
            return;
        }
        if (TransactSql.beginsTransaction(statement)) {
            transaction.beginIfImplicit(tokens);
        }
        String sql = TransactSql.withMarkers(variables.replaceIn(statement, transaction.count()));
        try (PreparedStatement prepared = h2.prepareStatement(sql)) {
            synchronized (lock) {
                running = prepared;
                if (cancelled) {
                    throw new SQLException("cancelled");
                }
            }
            int markers = prepared.getParameterMetaData().getParameterCount();
            for (int i = 0; i < markers; i++) {
                prepared.setObject(i + 1, parameters.get(i));
            }
            String word = TransactSql.firstWord(statement);
            if (prepared.execute()) {
                rows(prepared.getResultSet(), results, tokens);
            } else {
                results.done(Done.of(word, prepared.getLargeUpdateCount()));
            }
        } finally {
            synchronized (lock) {
                running = null;
            }
        }
    }

    private static void rows(ResultSet rows, Results results, Tokens tokens)
            throws SQLException, IOException {
        List<Column> columns = Column.of(rows.getMetaData());
        tokens.columns(columns);
        long count = 0;
        while (rows.next()) {
            Object[] values = new Object[columns.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = columns.get(i).read(rows, i + 1);
            }
            tokens.row(columns, values);
            count++;
        }
        results.done(Done.of("SELECT", count));
    }

    private void pause(long millis) throws SQLException {
        long end = System.nanoTime() + millis * 1_000_000;
        synchronized (lock) {
            while (!cancelled && System.nanoTime() < end) {
                try {
                    lock.wait(Math.max(1, (end - System.nanoTime()) / 1_000_000));
                } catch (InterruptedException e) {
                    throw new SQLException("interrupted", e);
                }
            }
            if (cancelled) {
                throw new SQLException("cancelled");
            }
        }
    }

    @Override
    public void close() throws SQLException {
        h2.close();
    }

    /** Where the end of each statement is told. */
    interface Results {
        void done(Done done) throws IOException;
    }
}
