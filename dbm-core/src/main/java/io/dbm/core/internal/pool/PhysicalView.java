package io.dbm.core.internal.pool;

import io.dbm.spi.Backend;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;

/**
 * Shows a physical connection to the pool that holds it, and so to whoever borrows it. The driver's
 * own connection stays what {@code unwrap} finds, what a driver is told to cancel, and what closing
 * the view closes.
 */
@FunctionalInterface
public interface PhysicalView {

    /** Shows each as it is. */
    PhysicalView NONE = physical -> physical;

    /** Returns a view by what knows only how to wrap a data source. */
    static PhysicalView through(UnaryOperator<DataSource> wrapper) {
        return physical -> {
            PlainDataSource lending = () -> physical;
            return wrapper.apply(lending).getConnection();
        };
    }

    /**
     * Returns what is to be used instead of a physical connection; asks the database nothing.
     *
     * @throws SQLException if there is none; the physical connection is closed then
     */
    Connection of(Connection physical) throws SQLException;

    /**
     * Returns a backend that lends through this view. dbm's own pool does so from the start, as it
     * was given the view; of another one's, each JDBC connection is seen through it while it is
     * lent. Without JDBC there is nothing to see.
     *
     * @param connection its name
     */
    default Backend<?> over(Backend<?> backend, String connection) {
        if (this == NONE || !(backend.client() instanceof DataSource client)) {
            return backend;
        }
        if (client instanceof ForeignPool foreign) {
            foreign.showThrough(this);
            return backend;
        }
        return client instanceof Lender
                ? backend
                : new ViewedBackend(
                        backend, new ForeignPool(connection, client, () -> client, this));
    }
}
