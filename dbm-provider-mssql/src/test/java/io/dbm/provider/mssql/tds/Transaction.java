package io.dbm.provider.mssql.tds;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The transaction of a session: counted as SQL Server does, kept by H2. */
final class Transaction {

    private static final byte[] NONE = {};

    private final Connection h2;
    private final Map<String, Savepoint> savepoints = new HashMap<>();
    private boolean implicit;
    private boolean endsByAnyError;
    private int count;
    private long number;

    Transaction(Connection h2) {
        this.h2 = h2;
    }

    int count() {
        return count;
    }

    /** Sets whether a statement begins a transaction where there is none. */
    void setImplicit(boolean on) {
        implicit = on;
    }

    /** Sets whether every failure rolls the whole back, and not only its statement. */
    void setEndsByAnyError(boolean on) {
        endsByAnyError = on;
    }

    /** Whether there is one, which the server rolls back by itself after a failure. */
    boolean endsBy(ServerError error, boolean isError) {
        return count > 0 && (endsByAnyError || (isError && error.endsTransaction()));
    }

    void beginIfImplicit(Tokens tokens) throws SQLException, IOException {
        if (implicit && count == 0) {
            begin(tokens);
        }
    }

    void begin(Tokens tokens) throws SQLException, IOException {
        count++;
        if (count == 1) {
            h2.setAutoCommit(false);
            number++;
            tokens.changed(Tokens.BEGIN, descriptor(), NONE);
        }
    }

    /** Commits, if it is not a nested one that ends. */
    void commit(Tokens tokens) throws SQLException, IOException {
        count--;
        if (count == 0) {
            h2.commit();
            end(Tokens.COMMIT, tokens);
        }
    }

    void rollBack(Tokens tokens) throws SQLException, IOException {
        count = 0;
        h2.rollback();
        end(Tokens.ROLLBACK, tokens);
    }

    private void end(int how, Tokens tokens) throws SQLException, IOException {
        savepoints.clear();
        h2.setAutoCommit(true);
        tokens.changed(how, NONE, descriptor());
    }

    void save(String name) throws SQLException {
        savepoints.put(name.toUpperCase(Locale.ROOT), h2.setSavepoint());
    }

    /** Rolls back to a savepoint, and returns whether there is one of that name. */
    boolean rollBackTo(String name) throws SQLException {
        Optional<Savepoint> savepoint =
                Optional.ofNullable(savepoints.get(name.toUpperCase(Locale.ROOT)));
        if (savepoint.isPresent()) {
            h2.rollback(savepoint.get());
        }
        return savepoint.isPresent();
    }

    private byte[] descriptor() {
        return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
    }
}
