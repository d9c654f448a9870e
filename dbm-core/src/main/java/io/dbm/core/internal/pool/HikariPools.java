package io.dbm.core.internal.pool;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.pool.HikariPool;
import io.dbm.spi.Limits;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import javax.sql.DataSource;

/**
 * Makes HikariCP pools that keep to what was configured.
 *
 * <p>The pool is driven directly and not through {@code HikariDataSource}, whose validation
 * replaces short lifetimes, idle times and time limits by values of its own.
 */
final class HikariPools {

    private static final String HOUSEKEEPING = "com.zaxxer.hikari.housekeeping.periodMs";
    private static final Duration USUAL_HOUSEKEEPING = Duration.ofSeconds(30);

    /** What the user set for all pools of the JVM goes before what a pool would need. */
    private static final boolean SET_BY_USER = System.getProperty(HOUSEKEEPING) != null;

    private static final Duration LONGEST_VALIDATION = Duration.ofSeconds(1);
    private static final Duration SHORTEST_VALIDATION = Duration.ofMillis(250);

    private HikariPools() {}

    static HikariPool create(
            String name, DataSource physical, Limits limits, ScheduledExecutorService scheduler) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(name);
        config.setDataSource(physical);
        config.setMaximumPoolSize(limits.maxOpen());
        config.setMinimumIdle(limits.minIdle());
        config.setMaxLifetime(limits.maxLifetime().toMillis());
        config.setIdleTimeout(limits.maxIdleTime().toMillis());
        config.setKeepaliveTime(0);
        config.setValidationTimeout(validationTimeout(limits).toMillis());
        config.setInitializationFailTimeout(-1); // the first connection was opened before
        config.setScheduledExecutor(scheduler);
        config.setThreadFactory(
                task -> {
                    Thread thread = new Thread(task, "dbm-" + name + "-pool");
                    thread.setDaemon(true);
                    return thread;
                });
        return createWithHousekeepingFor(config, limits.maxIdleTime());
    }

    /** A dead idle connection is found out within a part of what a caller is ready to wait. */
    private static Duration validationTimeout(Limits limits) {
        Duration quarter = limits.acquireTimeout().dividedBy(4);
        Duration atMost = quarter.compareTo(LONGEST_VALIDATION) > 0 ? LONGEST_VALIDATION : quarter;
        return atMost.compareTo(SHORTEST_VALIDATION) < 0 ? SHORTEST_VALIDATION : atMost;
    }

    /**
     * Idle connections are closed by a task of the pool that runs every 30 s, which would be late
     * for a shorter idle time. Its period can be set by a system property alone, read as a pool is
     * made; so it is set for that moment, and only where the usual one will not do.
     */
    private static HikariPool createWithHousekeepingFor(HikariConfig config, Duration idleTime) {
        boolean usualWillDo =
                idleTime.isZero()
                        || idleTime.compareTo(USUAL_HOUSEKEEPING.multipliedBy(4)) >= 0
                        || SET_BY_USER;
        if (usualWillDo) {
            return new HikariPool(config);
        }
        synchronized (HikariPools.class) {
            long period = Math.max(500, idleTime.toMillis() / 4);
            System.setProperty(HOUSEKEEPING, Long.toString(period));
            try {
                return new HikariPool(config);
            } finally {
                System.clearProperty(HOUSEKEEPING);
            }
        }
    }
}
