package io.dbm.core.internal.pool;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import com.zaxxer.hikari.pool.HikariPool;
import com.zaxxer.hikari.pool.ProxyConnection;
import io.dbm.PoolStats;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;

/** What a HikariCP pool of the application's tells of itself. */
final class HikariFigures {

    private final HikariDataSource pool;

    private HikariFigures(HikariDataSource pool) {
        this.pool = pool;
    }

    /** Returns none for another pool, and for a HikariCP that comes from another class loader. */
    static Optional<HikariFigures> of(DataSource existing) {
        try {
            return existing.isWrapperFor(HikariDataSource.class)
                    ? Optional.of(new HikariFigures(existing.unwrap(HikariDataSource.class)))
                    : Optional.empty();
        } catch (SQLException | RuntimeException e) {
            return Optional.empty();
        }
    }

    PoolStats stats() {
        PoolStats.Builder stats = PoolStats.builder().max(pool.getMaximumPoolSize());
        HikariPoolMXBean figures = pool.getHikariPoolMXBean();
        return figures == null // it has lent nothing yet
                ? stats.build()
                : stats.open(figures.getTotalConnections())
                        .inUse(figures.getActiveConnections())
                        .idle(figures.getIdleConnections())
                        .pending(figures.getThreadsAwaitingConnection())
                        .build();
    }

    Ceiling ceiling() {
        return new Ceiling("maximumPoolSize", pool.getMaximumPoolSize());
    }

    /**
     * Borrows for no longer than a limit, whatever the pool's is; it then says why it had none.
     *
     * @return none if the pool is not open
     */
    Optional<Connection> borrow(Duration limit) throws SQLException {
        return pool.isRunning() && pool.getHikariPoolMXBean() instanceof HikariPool running
                ? Optional.of(running.getConnection(limit.toMillis()))
                : Optional.empty();
    }

    /** Closes what it has lent, and returns whether it was that which lent it. */
    boolean evict(Connection connection) {
        if (connection instanceof ProxyConnection) {
            pool.evictConnection(connection);
            return true;
        }
        return false;
    }
}
