package io.dbm.spi;

import io.dbm.Health;
import io.dbm.HealthListener;

/**
 * An extension that was started. While it runs, it hears of every change of a connection's status,
 * as any {@link HealthListener} does.
 *
 * @since 0.1.0
 */
public interface RunningExtension extends HealthListener, AutoCloseable {

    @Override
    default void healthChanged(String connection, Health before, Health now) {}

    /**
     * Ends it, and its threads. Called once: when the manager's connections are drained and closed,
     * or when a reload has changed its settings. dbm waits up to 5 s.
     */
    @Override
    void close() throws Exception;
}
