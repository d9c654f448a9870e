package io.dbm.access.mybatis;

import java.sql.Connection;
import org.apache.ibatis.transaction.Transaction;
import org.jspecify.annotations.Nullable;

/**
 * A transaction that dbm ends, and not MyBatis.
 *
 * @param getConnection the JDBC connection, dbm's to give back
 */
record JoinedTransaction(Connection getConnection) implements Transaction {

    @Override
    public void commit() {}

    @Override
    public void rollback() {}

    @Override
    public void close() {}

    @Override
    @SuppressWarnings("NullAway") // MyBatis takes null for none, and is not annotated
    public @Nullable Integer getTimeout() {
        return null;
    }
}
