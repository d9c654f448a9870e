package io.dbm.core.internal.database;

import java.sql.Connection;
import java.sql.SQLException;

/** A {@link Database} on the JDBC connection of a transaction, until that ends. */
final class TransactionDatabase implements StatementDatabase {

    private final String name;
    private final Connection connection;
    private volatile boolean ended;

    TransactionDatabase(String name, Connection connection) {
        this.name = name;
        this.connection = connection;
    }

    void end() {
        ended = true;
    }

    @Override
    public <R> R run(SqlWork<R> work) {
        try {
            if (ended) {
                throw new SQLException("the transaction has ended", "25000");
            }
            return work.run(connection);
        } catch (SQLException e) {
            throw StatementDatabase.failure(name, e);
        }
    }

    /** Joins: the work that began the transaction commits it. */
    @Override
    public <R, X extends Exception> R inTransaction(TransactionFunction<R, X> work) throws X {
        return work.run(this);
    }
}
