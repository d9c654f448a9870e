package io.dbm;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The small SQL face of a connection: statements with {@code ?} placeholders, for code that needs
 * no more than that.
 *
 * <p>A statement is given one parameter for each placeholder; with more or fewer it is refused, as
 * a {@link DataAccessException}, and not run.
 *
 * <p>The access layer that {@code default-access} names supplies the JDBC connection; the rows are
 * the same whichever it is. Safe for use from many threads, except inside a transaction, where the
 * {@code Database} belongs to the thread that runs the work.
 *
 * @since 0.1.0
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
     * Runs an insert, update, delete or DDL statement and returns how many rows it touched; one at
     * a time, since databases differ in what they make of several in one text.
     *
     * @throws DataAccessException if the database refuses the statement or no JDBC connection can
     *     be had
     */
    int update(String sql, @Nullable Object... parameters);

    /**
     * Runs the work in one transaction, as {@link Transactor#inTransaction(TransactionFunction)}
     * does; inside a transaction, the work joins it.
     *
     * @throws X whatever the work throws
     */
    <R extends @Nullable Object, X extends Exception> R inTransaction(
            TransactionFunction<? super Database, R, X> work) throws X;

    /** Runs the work in one transaction, as {@link #inTransaction} does. */
    default <X extends Exception> void useTransaction(TransactionWork<? super Database, X> work)
            throws X {
        this.<Boolean, X>inTransaction(
                database -> {
                    work.run(database);
                    return Boolean.TRUE;
                });
    }
}
