package io.dbm;

/**
 * One transaction, on one JDBC connection, for every access layer of a SQL connection at once: they
 * see each other's uncommitted rows, and commit or roll back together.
 *
 * <p>It begins and ends with the work that it is passed to. It, and every session that comes from
 * it, belongs to the thread that runs the work, and fails when used by another one or afterwards.
 *
 * <p>dbm alone ends it: to commit, to roll back or to turn on autocommit through a session fails
 * with an error that says so; to close a session does nothing to the transaction. Savepoints may be
 * used.
 *
 * <p>As a {@link Transactor} it lets more work take part. Work that joins is all or nothing with
 * the whole: if it throws, the whole is rolled back, even if what it threw is caught. Work that is
 * {@linkplain TransactionOptions#nested() nested} is rolled back by itself, and what it threw may
 * be caught.
 *
 * @since 0.1.0
 */
public interface Transaction extends Transactor {

    /**
     * Returns an access layer's session in this transaction, the same until the transaction ends,
     * or until it is closed where that cannot be kept from having an effect.
     *
     * @param type of the session: {@code java.sql.Connection}, Jdbi's {@code Handle}, MyBatis'
     *     {@code SqlSession}, or another plugin's
     * @throws UnsupportedAccessException if no access layer on this connection has such sessions
     * @throws TransactionMisuseException if the transaction has ended or belongs to another thread
     */
    <S> S session(Class<S> type);

    /**
     * Returns a MyBatis mapper, a Jdbi SQL object or another access layer's mapper, on that layer's
     * session in this transaction.
     *
     * @throws UnsupportedAccessException if no access layer on this connection knows the type, or
     *     more than one does
     * @throws TransactionMisuseException if the transaction has ended or belongs to another thread
     */
    <M> M mapper(Class<M> type);

    /** Returns the small SQL face of the connection, in this transaction. */
    Database database();

    /**
     * Has the transaction rolled back when its work returns, which is then no error; in {@linkplain
     * TransactionOptions#nested() nested} work, that work alone.
     */
    void setRollbackOnly();

    /** Whether it will be rolled back, whatever happens. */
    boolean isRollbackOnly();
}
