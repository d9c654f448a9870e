package io.dbm.spi;

import io.dbm.PoolStats;
import io.dbm.ServerInfo;
import java.time.Duration;

/**
 * One opened pool or client. dbm owns it: it alone pings and closes it, and puts a handle that
 * stays valid between it and the application.
 *
 * <p>Safe for use from many threads.
 *
 * @since 0.1.0
 */
public interface Backend<C> extends AutoCloseable {

    /** Returns the pool or client; always the same one. */
    C client();

    /**
     * Asks the database for a sign of life.
     *
     * @param timeout how long it may take; a ping that hangs longer is abandoned and its thread
     *     interrupted
     * @throws Exception if the database does not answer; see {@link PoolExhaustedException}
     */
    void ping(Duration timeout) throws Exception;

    /**
     * Asks the database which one it is, and how it is reached.
     *
     * @param timeout how long that may take, as of a ping
     * @throws Exception if the database does not answer
     */
    default ServerInfo describe(Duration timeout) throws Exception {
        return ServerInfo.unknown();
    }

    /**
     * Whether the client finds its database again by itself once that is back. dbm then never
     * replaces it because a health check found the database down.
     */
    default boolean healsItself() {
        return false;
    }

    /**
     * Begins to replace the physical connections that logged in with credentials other than those
     * of the moment, bit by bit and without disturbing whoever uses one; must not block.
     *
     * @return false if each of them goes on with what {@link ProviderContext#credentials()} said as
     *     this was opened: dbm then replaces it as a whole
     */
    default boolean renewLogins() {
        return false;
    }

    /**
     * Returns the figures of this pool, as they are now; must not block.
     *
     * <p>Counts and times begin at zero with each backend: dbm adds those of the backends before,
     * and reads them for the last time before {@link #close()}.
     */
    PoolStats stats();

    /**
     * Closes at once, cutting off what is in use; does nothing if it is closed already.
     *
     * <p>dbm calls it when {@link #stats()} shows nothing in use, or when the time for that is up.
     */
    @Override
    void close() throws Exception;
}
