package io.dbm;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The small SQL face of a connection: statements with {@code ?} placeholders, for code that needs
 * no more than that.
 *
 * <p>The access layer that {@code default-access} names supplies the JDBC connection and the
 * transaction; the rows are the same whichever it is. Safe for use from many threads, except inside
 * a transaction, where the {@code Database} belongs to the thread that runs the work.
 */
public interface Database {

    /**
     * Returns every row that the query finds, mapped, in order.
     *
     * @throws DataAccessException if the database refuses the statement or no JDBC connection can
     *     be had
     */
    <T> List<T> query(String sql, RowMapper<T> mapper, @Nullable Object... parameters);

    /**
     * Returns the one row that the query finds, mapped, or empty if it finds none (or maps it to
     * {@code null}).
     *
     * @throws DataAccessException if it finds more than one, the database refuses the statement, or
     *     no JDBC connection can be had
     */
    <T> Optional<T> queryOne(String sql, RowMapper<T> mapper, @Nullable Object... parameters);

    /**
     * Runs an insert, update, delete or DDL statement and returns how many rows it touched.
     *
     * @throws DataAccessException if the database refuses the statement or no JDBC connection can
     *     be had
     */
    int update(String sql, @Nullable Object... parameters);

    /**
     * Runs the work in one transaction on one JDBC connection, and returns its result.
     *
     * <p>Commits when the work returns; rolls back when it throws, and lets what it threw through
     * unchanged. A call inside the work joins its transaction.
     *
     * @throws X whatever the work throws
     * @throws DataAccessException if the transaction cannot be begun or committed
     */
    <R, X extends Exception> R inTransaction(TransactionFunction<R, X> work) throws X;

    /**
     * Runs the work in one transaction on one JDBC connection, as {@link #inTransaction} does.
     *
     * @throws X whatever the work throws
     * @throws DataAccessException if the transaction cannot be begun or committed
     */
    default <X extends Exception> void useTransaction(TransactionWork<X> work) throws X {
        this.<Boolean, X>inTransaction(
                database -> {
                    work.run(database);
                    return Boolean.TRUE;
                });
    }

    /** Work in a transaction, with a result. */
    @FunctionalInterface
    interface TransactionFunction<R, X extends Exception> {

        /** Does the work on a {@code Database} that is valid until it returns. */
        R run(Database database) throws X;
    }

    /** Work in a transaction, without a result. */
    @FunctionalInterface
    interface TransactionWork<X extends Exception> {

        /** Does the work on a {@code Database} that is valid until it returns. */
        void run(Database database) throws X;
    }
}
