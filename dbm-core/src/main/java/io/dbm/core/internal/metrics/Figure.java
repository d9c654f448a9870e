package io.dbm.core.internal.metrics;

import io.dbm.PoolStats;
import io.dbm.core.internal.connection.DefaultNamedConnection;
import java.util.List;
import java.util.function.Function;

/**
 * What is read of each connection, whenever somebody looks.
 *
 * @param id what a metric of it is called after the connection's name; has no dot
 * @param family what Prometheus is shown it as
 * @param label the value of the family's own label, if it has one
 * @param reader reads it
 */
record Figure(
        String id, Family family, String label, Function<DefaultNamedConnection, Number> reader) {

    static final List<Figure> ALL =
            List.of(
                    of("configured", Family.CONNECTIONS, "", connection -> 1),
                    of("healthy", Family.STATUS, "", Figure::healthy),
                    ofPool("open", Family.POOL_SIZE, "open", PoolStats::open),
                    ofPool("idle", Family.POOL_SIZE, "idle", PoolStats::idle),
                    ofPool("in-use", Family.POOL_SIZE, "in_use", PoolStats::inUse),
                    ofPool("max", Family.POOL_MAX, "", PoolStats::max),
                    ofPool("pending", Family.POOL_PENDING, "", PoolStats::pending),
                    ofPool("waits", Family.WAIT_COUNT, "", PoolStats::waits),
                    ofPool("wait-seconds", Family.WAIT_DURATION, "", Figure::waitSeconds),
                    ofPool(
                            "borrow-timeouts",
                            Family.BORROW_TIMEOUTS,
                            "",
                            PoolStats::borrowTimeouts),
                    ofPool("leaks", Family.LEAKS, "", PoolStats::leaks),
                    ofPool("opened", Family.OPENED, "", PoolStats::opened),
                    ofPool(
                            "closed-by-lifetime",
                            Family.LIFETIME_CLOSED,
                            "",
                            PoolStats::closedByLifetime),
                    ofPool(
                            "closed-by-idle-time",
                            Family.IDLE_CLOSED,
                            "",
                            PoolStats::closedByIdleTime),
                    of(
                            "reconnects",
                            Family.RECONNECT_ATTEMPTS,
                            "success",
                            connection -> connection.activity().reconnects()),
                    of(
                            "failed-reconnects",
                            Family.RECONNECT_ATTEMPTS,
                            "failure",
                            connection -> connection.activity().failedReconnects()));

    private static Figure of(
            String id,
            Family family,
            String label,
            Function<DefaultNamedConnection, Number> reader) {
        return new Figure(id, family, label, reader);
    }

    private static Figure ofPool(
            String id, Family family, String label, Function<PoolStats, Number> reader) {
        return of(id, family, label, connection -> reader.apply(connection.stats().pool()));
    }

    private static int healthy(DefaultNamedConnection connection) {
        return connection.health().isAlive() ? 1 : 0;
    }

    private static double waitSeconds(PoolStats pool) {
        return pool.waitTime().toNanos() / 1e9;
    }

    Number read(DefaultNamedConnection connection) {
        return reader.apply(connection);
    }
}
