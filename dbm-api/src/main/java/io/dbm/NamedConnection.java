package io.dbm;

import java.util.Map;

/**
 * One entry under {@code dbmanager.connections}: a database, and the one pool that every access
 * layer on it shares.
 *
 * <p>Safe for use from many threads, and valid for as long as its manager is.
 *
 * @since 0.1.0
 */
public interface NamedConnection extends Transactor {

    /** Returns the name, as written in the configuration. */
    String name();

    /** Returns the type, such as {@code postgres}. */
    String type();

    /** Returns the tags, as written in the configuration. */
    Map<String, String> tags();

    /**
     * Whether the application should take no traffic while this connection is down, as {@code
     * required} says.
     */
    boolean isRequired();

    /**
     * Returns an access layer on this connection's pool, made on first use and the same from then
     * on.
     *
     * <p>What is returned stays valid when the pool beneath it is replaced, and belongs to dbm: do
     * not close it.
     *
     * @param type what to access the database with, such as {@code javax.sql.DataSource.class}
     * @throws UnsupportedAccessException if no plugin offers that type on this database
     * @throws NotConnectedException before {@link DatabaseManager#connect()}
     * @throws ConnectionClosedException after {@link DatabaseManager#close()}
     */
    <T> T access(Class<T> type);

    /**
     * Returns the small SQL face of this connection, which runs through the access layer that
     * {@code default-access} names.
     *
     * @throws UnsupportedAccessException if this is not a SQL database
     * @throws NotConnectedException before {@link DatabaseManager#connect()}
     * @throws ConnectionClosedException after {@link DatabaseManager#close()}
     */
    Database database();

    /**
     * Returns a MyBatis mapper, a Jdbi SQL object or another access layer's mapper that is valid as
     * long as this connection is, for code that a transaction cannot be passed to.
     *
     * <p>Each call of it joins the transaction that is {@linkplain
     * TransactionOptions#bindToThread() bound} to the calling thread, or else is a transaction of
     * its own. Safe for use from many threads.
     *
     * @param type an interface
     * @throws UnsupportedAccessException if this is not a SQL database, or no access layer on it
     *     knows the type
     * @throws NotConnectedException before {@link DatabaseManager#connect()}
     * @throws ConnectionClosedException after {@link DatabaseManager#close()}
     */
    <M> M mapper(Class<M> type);

    /** Returns what the latest health check found; asks nothing of the database. */
    Health health();

    /**
     * Checks the database now, within a time limit of its own, and returns what was found.
     *
     * <p>Never throws because the database is down: that is what it reports.
     */
    Health healthCheck();

    /**
     * Asks the database which one it is, and how it is reached; within {@code connect-timeout}.
     *
     * <p>Never throws because the database is down: what it does not tell is empty or {@link
     * ServerInfo.Transport#UNKNOWN}.
     *
     * @throws NotConnectedException before {@link DatabaseManager#connect()}
     * @throws ConnectionClosedException after {@link DatabaseManager#close()}
     */
    ServerInfo server();

    /** Returns the figures of this connection, as they are now. */
    ConnectionStats stats();

    /**
     * Replaces the pool by a new one: opens it with retry, checks it, lets new borrows use it, and
     * drains and closes the old one.
     *
     * <p>Returns when the new pool serves. Whatever {@link #access} has returned goes on working,
     * and a thread that waits for a JDBC connection is served by the new pool. If several threads
     * call it at once, one reconnect happens and all of them see its result.
     *
     * <p>A pool that the application has made is checked, with retry, and not replaced.
     *
     * @throws ConnectFailedException if no new pool could be opened, or the application's does not
     *     answer; the old one then goes on serving
     * @throws NotConnectedException before {@link DatabaseManager#connect()}
     * @throws ConnectionClosedException after {@link DatabaseManager#close()}
     */
    void reconnect();
}
