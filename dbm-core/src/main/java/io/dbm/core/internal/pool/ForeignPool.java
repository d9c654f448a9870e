package io.dbm.core.internal.pool;

import io.dbm.PoolStats;
import io.dbm.core.internal.failure.OwnSqlException;
import io.dbm.spi.JdbcDriver;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Lends the JDBC connections of a data source that is no pool of dbm's: it alone knows how to wait,
 * and for how long.
 */
final class ForeignPool implements PlainDataSource, Lender {

    private final String name;
    private final DataSource dataSource;
    private final JdbcDriver driver;
    private final Optional<HikariFigures> hikari;
    private final AtomicInteger lent = new AtomicInteger();
    private volatile PhysicalView view;

    /**
     * Lends nothing yet.
     *
     * @param name of the connection
     * @param view shows each JDBC connection while it is lent
     */
    ForeignPool(String name, DataSource dataSource, JdbcDriver driver, PhysicalView view) {
        this.view = view;
        this.name = name;
        this.dataSource = dataSource;
        this.driver = driver;
        this.hikari = HikariFigures.of(dataSource);
    }

    /** Returns null: a borrower is to be found while it waits there. */
    @Override
    public @Nullable Connection tryBorrow() {
        return null;
    }

    /** Waits for as long as the data source has its callers wait. */
    @Override
    public Connection borrow(long timeoutNanos) throws SQLException {
        return LentConnection.of(dataSource.getConnection(), this, view);
    }

    /**
     * Borrows what nobody else is to see.
     *
     * @throws SQLException what the data source threw, or that the time was over
     */
    Connection borrowForPing(Duration limit) throws SQLException {
        Optional<Connection> borrowed =
                hikari.isPresent() ? hikari.get().borrow(limit) : Optional.empty();
        return borrowed.isPresent() ? borrowed.get() : borrowWithin(limit);
    }

    private Connection borrowWithin(Duration limit) throws SQLException {
        Waiter waiter = new Waiter();
        CompletableFuture<Void> alarm =
                new CompletableFuture<Void>()
                        .completeOnTimeout(null, limit.toNanos(), TimeUnit.NANOSECONDS);
        CompletableFuture<Void> unused = alarm.thenRun(waiter::wake);
        waiter.enter();
        try {
            return dataSource.getConnection();
        } catch (SQLException e) {
            if (waiter.leave()) {
                throw new OwnSqlException(
                        "the application's pool lent no JDBC connection within "
                                + limit.toMillis()
                                + " ms",
                        null,
                        e);
            }
            throw e;
        } finally {
            boolean unusedAnswer = waiter.leave();
            alarm.cancel(false);
        }
    }

    /** Shows what is lent from now on through another view. */
    void showThrough(PhysicalView other) {
        view = other;
    }

    void isLent() {
        lent.incrementAndGet();
    }

    void isBack() {
        lent.decrementAndGet();
    }

    /** Returns how many JDBC connections are borrowed through dbm. */
    int lent() {
        return lent.get();
    }

    /** Whether it is known to lend no more, or at least may be thought to. */
    boolean mayBeExhausted() {
        return hikari.map(HikariFigures::stats)
                .map(figures -> figures.inUse() >= figures.max())
                .orElseGet(() -> lent() > 0);
    }

    PoolStats stats() {
        return hikari.map(HikariFigures::stats)
                .orElseGet(() -> PoolStats.builder().inUse(lent()).build());
    }

    @Override
    public JdbcDriver driver() {
        return driver;
    }

    @Override
    public Ceiling ceiling() {
        return hikari.map(HikariFigures::ceiling).orElse(Ceiling.NONE);
    }

    @Override
    public void evict(Connection connection) {
        LentConnection.evict(connection);
    }

    /**
     * Closes a JDBC connection so that its pool lends it to nobody again. There is no method for
     * that: a pool closes what is given back and was closed beneath it, or failed as one that is
     * broken.
     */
    void cutOff(Connection real) {
        try {
            real.abort(Runnable::run);
        } catch (SQLException | RuntimeException | LinkageError e) {
            // it is cut off already, or cannot be
        }
        if (hikari.isPresent() && hikari.get().evict(real)) {
            return;
        }
        try (real) {
            boolean unusedAnswer = real.getAutoCommit(); // its pool hears that
        } catch (SQLException | RuntimeException e) {
            // as it should
        }
    }

    @Override
    public Connection getConnection() throws SQLException {
        return borrow(0);
    }

    /** Names nothing of the application's. */
    @Override
    public String toString() {
        return "the application's data source of connection '" + name + "'";
    }

    String name() {
        return name;
    }
}
