package io.dbm;

import java.util.List;
import java.util.Map;

/**
 * Every database that an application names, opened together and kept one pool for each name.
 *
 * <p>A manager is safe for use from many threads. It is loaded without touching a database, opened
 * once by {@link #connect()}, and used until {@link #close()}; a closed manager stays closed, and a
 * fresh one may be loaded at any time.
 *
 * @since 0.1.0
 */
public interface DatabaseManager extends AutoCloseable {

    /**
     * Opens every connection, side by side, each with its own retries.
     *
     * <p>Returns when all of them are open, after as long as the slowest took. If one cannot be
     * opened, those that were are closed again before this throws, and {@code connect()} may be
     * called once more; but where {@code start = tolerate}, dbm starts without it and goes on
     * trying. Where {@code start = lazy}, it is opened by its first use.
     *
     * @throws ConnectFailedException if a connection could not be opened; it names each one and why
     * @throws ConfigurationException if an extension such as the status page cannot start; nothing
     *     is open then
     * @throws AlreadyConnectedException if the manager is connected, or another thread is
     *     connecting
     * @throws ConnectionClosedException if the manager was closed
     */
    void connect();

    /**
     * Returns the connection of that name.
     *
     * @param name a name under {@code dbmanager.connections}, as written there
     * @throws ConnectionNotFoundException if there is none; it lists the names there are
     */
    NamedConnection connection(String name);

    /**
     * Returns the connection that {@code default-connection} or {@link #setDefaultConnection}
     * names.
     *
     * @throws NoDefaultConnectionException if neither names one
     */
    NamedConnection defaultConnection();

    /**
     * Makes another connection the default one; other threads see the change at once.
     *
     * @throws ConnectionNotFoundException if there is no connection of that name
     */
    void setDefaultConnection(String name);

    /** Returns every connection, in the order of their names. */
    List<NamedConnection> connections();

    /** Returns the connections that carry a tag of that name, whatever its value. */
    List<NamedConnection> connectionsTagged(String tag);

    /** Returns the connections that carry a tag of that name with that value. */
    List<NamedConnection> connectionsTagged(String tag, String value);

    /**
     * Returns the {@link Database} of the default connection.
     *
     * @throws NoDefaultConnectionException if there is no default connection
     * @throws NotConnectedException before {@link #connect()}
     * @throws UnsupportedAccessException if the default connection is not a SQL database
     */
    Database defaultDatabase();

    /**
     * Checks every connection now, side by side, each within its own time limit.
     *
     * @return the new health of each connection, by name
     */
    Map<String, Health> healthCheck();

    /**
     * Returns what the latest checks found, and whether the application should take traffic; asks
     * nothing of the databases.
     */
    ManagerHealth health();

    /** Returns the figures of every connection, as they are now. */
    ManagerStats stats();

    /** Returns the plugins that were found when the manager was loaded. */
    List<PluginInfo> plugins();

    /**
     * Reads the configuration again from where it came, and applies what is different: a connection
     * of which nothing changed keeps its pool and is not disturbed.
     *
     * <p>New pools are opened side by side, each with its own retries, before anything is changed.
     * Then they take the place of the former ones, which are drained and closed in the background
     * as after {@link NamedConnection#reconnect()}; connections that are not named any more are
     * drained and closed likewise. What {@code access} has returned goes on with the new pool;
     * where the settings of an access layer changed, {@code access} returns a new one from then on.
     * Connections that code has added stay, unless the configuration names them now. An extension,
     * such as the status page, whose settings changed is closed and started anew before the pools
     * are opened; if the reload fails, it is started with its former settings.
     *
     * <p>Changes are made one after another. Before {@link #connect()} they open nothing. Plugins
     * are those that were found when the manager was loaded.
     *
     * @return what was changed
     * @throws ConfigurationException if anything is wrong with it; nothing is changed then
     * @throws ConnectFailedException if a new pool could not be opened; nothing is changed then
     * @throws ConnectionClosedException if the manager was closed
     */
    ConfigurationChange reload();

    /**
     * Adds a connection and opens it, as if it stood in the configuration.
     *
     * @param settings as they would stand in its block: {@code Map.of("type", "sqlite", "filepath",
     *     "cache.db")}, blocks as maps and lists as lists
     * @throws ConfigurationException if the settings are wrong, or there is a connection of that
     *     name; nothing is changed then
     * @throws ConnectFailedException if it could not be opened; nothing is changed then
     * @throws ConnectionClosedException if the manager was closed
     */
    void add(String name, Map<String, ?> settings);

    /**
     * Gives a connection other settings, as {@link #reload()} does.
     *
     * @param settings all of them, not only those that change
     * @throws ConnectionNotFoundException if there is no connection of that name
     * @throws ConfigurationException if the settings are wrong; nothing is changed then
     * @throws ConnectFailedException if it could not be opened; nothing is changed then
     * @throws ConnectionClosedException if the manager was closed
     */
    void replace(String name, Map<String, ?> settings);

    /**
     * Removes a connection: every use of it fails from now on, and what is in flight may finish
     * within {@code shutdown-timeout}. Returns when its pool is closed. If it was the default
     * connection, there is none then.
     *
     * @throws ConnectionNotFoundException if there is no connection of that name
     * @throws ConfigurationException if it is the only connection; nothing is changed then
     * @throws ConnectionClosedException if the manager was closed
     */
    void remove(String name);

    /**
     * Stops new borrows, waits up to {@code shutdown-timeout} for work in flight, cancels what
     * still runs then, and closes every pool; a pool that takes more than 5 s to close is left to
     * end in the background. Plugins that came from a folder are unloaded then.
     *
     * <p>Calling it again does nothing; a second thread that calls it returns when the first is
     * done.
     */
    @Override
    void close();
}
