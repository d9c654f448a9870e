package io.dbm.core.internal.pool;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.pool.HikariPool;
import io.dbm.core.internal.failure.OwnSqlException;
import io.dbm.core.internal.work.Durations;
import io.dbm.spi.Limits;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Makes HikariCP pools that keep to what was configured.
 *
 * <p>The pool is driven directly and not through {@code HikariDataSource}, whose validation
 * replaces short lifetimes, idle times and time limits by values of its own.
 */
final class HikariPools {

    private static final String HOUSEKEEPING = "com.zaxxer.hikari.housekeeping.periodMs";
    private static final Duration USUAL_HOUSEKEEPING = Duration.ofSeconds(30);

    /**
     * With none at all the pool would schedule no end, which {@link Lifetimes} can bring forward.
     */
    private static final Duration NO_END = Duration.ofDays(36500);

    private static final Duration LONGEST_VALIDATION = Duration.ofSeconds(1);
    private static final Duration SHORTEST_VALIDATION = Duration.ofMillis(250);

    private HikariPools() {}

    /**
     * Makes a pool with one physical connection, which is opened here, in this thread.
     *
     * @throws SQLException if that physical connection is of no use
     */
    static HikariPool create(
            String name, DataSource physical, Limits limits, PoolScheduler scheduler)
            throws SQLException {
        AskedConfig config = new AskedConfig();
        forgetDefaultsOfTheJvm(config);
        config.setPoolName(name);
        config.setDataSource(physical);
        config.setMaximumPoolSize(limits.maxOpen());
        config.setMinimumIdle(Math.max(1, limits.minIdle())); // else the first one is closed again
        Duration lifetime = limits.maxLifetime().isZero() ? NO_END : limits.maxLifetime();
        config.setMaxLifetime(lifetime.toMillis());
        config.setIdleTimeout(limits.maxIdleTime().toMillis());
        config.setKeepaliveTime(limits.keepAlive().toMillis());
        config.setLeakDetectionThreshold(limits.leakThreshold().toMillis());
        config.setValidationTimeout(validationTimeout(limits).toMillis());
        config.setInitializationFailTimeout(1); // the first one, once, and with no thread for it
        config.setScheduledExecutor(scheduler);
        @Nullable ClassLoader contextLoader = Thread.currentThread().getContextClassLoader();
        config.setThreadFactory(
                task -> {
                    Thread thread = new Thread(task, "dbm-" + name + "-pool");
                    thread.setContextClassLoader(contextLoader); // not that of who borrows
                    thread.setDaemon(true);
                    return thread;
                });
        Map<String, String> properties = new TreeMap<>();
        housekeepingFor(limits.maxIdleTime())
                .ifPresent(period -> properties.put(HOUSEKEEPING, period));
        try (WeakReferences forgotten = WeakReferences.ofPoolMadeNow()) {
            HikariPool pool = createWith(properties, config);
            config.setMinimumIdle(limits.minIdle());
            config.poolIsMade(scheduler::takenUp);
            return pool;
        } catch (HikariPool.PoolInitializationException e) {
            throw e.getCause() instanceof SQLException failure
                    ? failure
                    : new OwnSqlException("the pool cannot be made", null, e.getCause());
        } finally {
            scheduler.takenUp();
        }
    }

    /**
     * The pool asks for its size before it opens a physical connection, in the thread that opens
     * it: those that this thread has opened before are taken up by then.
     */
    private static final class AskedConfig extends HikariConfig {
        private volatile Runnable asked = () -> {};

        /** Before, the pool has no threads yet that could close one. */
        void poolIsMade(Runnable asked) {
            this.asked = asked;
        }

        @Override
        public int getMaximumPoolSize() {
            asked.run();
            return super.getMaximumPoolSize();
        }
    }

    /**
     * A system property can name a file with settings for every HikariCP pool of the JVM. Another
     * part of the application may have its reasons for one; here it would change what autocommit
     * is.
     */
    @SuppressWarnings("NullAway") // HikariCP takes null for nothing, and is not annotated
    private static void forgetDefaultsOfTheJvm(HikariConfig config) {
        config.setAutoCommit(true);
        config.setReadOnly(false);
        config.setCatalog(null);
        config.setSchema(null);
        config.setTransactionIsolation(null);
        config.setConnectionInitSql(null);
        config.setConnectionTestQuery(null);
        config.setIsolateInternalQueries(false);
        config.setAllowPoolSuspension(false);
        config.setRegisterMbeans(false);
        config.setUsername(null);
        config.setPassword(null);
        config.setMetricRegistry(null);
        config.setHealthCheckRegistry(null);
    }

    /** A dead idle connection is found out within a part of what a caller is ready to wait. */
    private static Duration validationTimeout(Limits limits) {
        Duration quarter = Duration.ofMillis(limits.acquireTimeout().toMillis() / 4);
        Duration atMost = Durations.shorter(quarter, LONGEST_VALIDATION);
        return Durations.longer(atMost, SHORTEST_VALIDATION);
    }

    /**
     * Some of what a pool can be told is read from system properties alone, as it is made: they are
     * set for that moment, and only where the usual will not do.
     */
    private static HikariPool createWith(Map<String, String> properties, HikariConfig config) {
        if (properties.isEmpty()) {
            return new HikariPool(config);
        }
        synchronized (HikariPools.class) {
            Map<String, String> toSet = new TreeMap<>(properties);
            toSet.keySet().removeIf(key -> System.getProperty(key) != null); // the user has set it
            toSet.forEach(System::setProperty);
            try {
                return new HikariPool(config);
            } finally {
                toSet.keySet().forEach(System::clearProperty);
            }
        }
    }

    /**
     * Idle connections are closed by a task of the pool that runs every 30 s, which would be late
     * for a shorter idle time.
     */
    private static Optional<String> housekeepingFor(Duration idleTime) {
        return idleTime.isZero() || idleTime.compareTo(USUAL_HOUSEKEEPING.multipliedBy(4)) >= 0
                ? Optional.empty()
                : Optional.of(Long.toString(Math.max(500, idleTime.toMillis() / 4)));
    }
}
