package io.dbm;

import java.sql.Connection;

/**
 * How far a transaction is kept apart from others; a database may give more than was asked for.
 *
 * @since 0.1.0
 */
public enum Isolation {
    /** Rows that others have not committed may be seen. */
    READ_UNCOMMITTED(Connection.TRANSACTION_READ_UNCOMMITTED),
    /** Only committed rows are seen; the same query may find others later. */
    READ_COMMITTED(Connection.TRANSACTION_READ_COMMITTED),
    /** A row that was read reads the same again. */
    REPEATABLE_READ(Connection.TRANSACTION_REPEATABLE_READ),
    /** As if the transactions had run one after the other. */
    SERIALIZABLE(Connection.TRANSACTION_SERIALIZABLE);

    private final int level;

    Isolation(int level) {
        this.level = level;
    }

    /** Returns JDBC's number for it, as in {@link Connection#setTransactionIsolation}. */
    public int level() {
        return level;
    }
}
