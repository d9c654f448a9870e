package io.dbm.core.internal.jmx;

import io.dbm.DbmException;
import io.dbm.Health;
import io.dbm.PoolStats;
import io.dbm.core.internal.connection.DefaultNamedConnection;

/** Shows a connection of a name, which another one of that name can take the place of. */
final class ConnectionBean implements ConnectionMXBean {

    private volatile DefaultNamedConnection connection;

    ConnectionBean(DefaultNamedConnection connection) {
        this.connection = connection;
    }

    /** Shows another connection of that name from now on. */
    void show(DefaultNamedConnection other) {
        connection = other;
    }

    private Health health() {
        return connection.health();
    }

    private PoolStats pool() {
        return connection.stats().pool();
    }

    @Override
    public String getName() {
        return connection.name();
    }

    @Override
    public String getType() {
        return connection.type();
    }

    @Override
    public String getStatus() {
        return health().status().name();
    }

    @Override
    public String getStatusSince() {
        return health().since().toString();
    }

    @Override
    public String getCause() {
        return health().cause().orElse("");
    }

    @Override
    public int getConsecutiveFailures() {
        return health().consecutiveFailures();
    }

    @Override
    public int getOpen() {
        return pool().open();
    }

    @Override
    public int getInUse() {
        return pool().inUse();
    }

    @Override
    public int getIdle() {
        return pool().idle();
    }

    @Override
    public int getPending() {
        return pool().pending();
    }

    @Override
    public int getMax() {
        return pool().max();
    }

    @Override
    public long getWaits() {
        return pool().waits();
    }

    @Override
    public double getWaitSeconds() {
        return pool().waitTime().toNanos() / 1e9;
    }

    @Override
    public long getBorrowTimeouts() {
        return pool().borrowTimeouts();
    }

    @Override
    public long getOpened() {
        return pool().opened();
    }

    @Override
    public long getClosedByLifetime() {
        return pool().closedByLifetime();
    }

    @Override
    public long getClosedByIdleTime() {
        return pool().closedByIdleTime();
    }

    @Override
    public long getLeaks() {
        return pool().leaks();
    }

    @Override
    public long getReconnects() {
        return connection.activity().reconnects();
    }

    @Override
    public long getFailedReconnects() {
        return connection.activity().failedReconnects();
    }

    @Override
    public String checkHealth() {
        try {
            return connection.healthCheck().status().name();
        } catch (DbmException e) {
            return connection.health().status().name(); // nobody far away knows that class
        }
    }
}
