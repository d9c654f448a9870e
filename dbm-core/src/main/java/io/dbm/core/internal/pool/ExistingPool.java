package io.dbm.core.internal.pool;

import io.dbm.PoolStats;
import io.dbm.ServerInfo;
import io.dbm.core.internal.failure.Causes;
import io.dbm.core.internal.failure.Kinds;
import io.dbm.core.internal.handle.SharedClient;
import io.dbm.spi.Backend;
import io.dbm.spi.FailureKind;
import io.dbm.spi.JdbcDriver;
import io.dbm.spi.PoolExhaustedException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;

/** A data source that the application has made, and goes on using and closes itself. */
public final class ExistingPool implements Backend<DataSource>, SharedClient {

    private final JdbcDriver driver;
    private final ForeignPool client;

    /**
     * Does no I/O.
     *
     * @param name of the connection
     * @param driver what its type knows of its database
     */
    public ExistingPool(String name, DataSource existing, JdbcDriver driver) {
        this.driver = driver;
        this.client = new ForeignPool(name, existing, driver, PhysicalView.NONE);
    }

    @Override
    public DataSource client() {
        return client;
    }

    /** It is the application's to replace. */
    @Override
    public boolean healsItself() {
        return true;
    }

    /**
     * Borrows as anybody would, for most of the time. There is no telling a database that is down
     * from a pool that is full but by what that says itself, or by what is in use.
     */
    @Override
    public void ping(Duration timeout) throws SQLException, PoolExhaustedException {
        long end = System.nanoTime() + timeout.toNanos();
        Connection connection = borrow(timeout.multipliedBy(3).dividedBy(4));
        boolean fit = false;
        try {
            HikariBackend.checkValid(connection, Duration.ofNanos(end - System.nanoTime()));
            fit = true;
        } finally {
            if (fit) {
                connection.close();
            } else {
                client.cutOff(connection);
            }
        }
    }

    @Override
    public ServerInfo describe(Duration timeout) throws SQLException, PoolExhaustedException {
        try (Connection connection = borrow(timeout)) {
            return driver.describe(connection);
        }
    }

    private Connection borrow(Duration limit) throws SQLException, PoolExhaustedException {
        try {
            return client.borrowForPing(limit);
        } catch (SQLException e) {
            FailureKind kind = classify(e);
            if (kind == FailureKind.TOO_MANY_CONNECTIONS) {
                throw new PoolExhaustedException("the server admits no further connection", e);
            }
            boolean saysNothing = kind == FailureKind.OTHER || kind == FailureKind.TIMEOUT;
            if (saysNothing && client.mayBeExhausted()) {
                throw new PoolExhaustedException(exhausted(), e);
            }
            throw saysNothing ? e : innermost(e);
        }
    }

    /** What the driver said, which a pool may only carry. */
    private SQLException innermost(SQLException failure) {
        return Causes.of(failure)
                .filter(SQLException.class::isInstance)
                .map(SQLException.class::cast)
                .filter(each -> Kinds.of(each, driver) != FailureKind.OTHER)
                .reduce(failure, (outer, inner) -> inner);
    }

    private String exhausted() {
        PoolStats figures = client.stats();
        return figures.max() > 0
                ? "the pool is exhausted: all " + figures.max() + " connections are in use"
                : "the application's pool lent no JDBC connection in time, with "
                        + client.lent()
                        + " in use through dbm";
    }

    /** Tells what kind of failure it was; a pool's own exceptions often only carry the driver's. */
    public FailureKind classify(Throwable failure) {
        return Causes.of(failure)
                .filter(SQLException.class::isInstance)
                .map(each -> Kinds.of((SQLException) each, driver))
                .filter(kind -> kind != FailureKind.OTHER)
                .findFirst()
                .orElse(FailureKind.OTHER);
    }

    /**
     * Returns HikariCP's own figures, which count what others have borrowed, too; of another pool,
     * how many JDBC connections are borrowed through dbm, and nothing else.
     */
    @Override
    public PoolStats stats() {
        return client.stats();
    }

    @Override
    public int lent() {
        return client.lent();
    }

    /** Leaves it open, and what is borrowed. */
    @Override
    public void close() {}
}
