package io.dbm.core.internal.pool;

import io.dbm.core.internal.credentials.Logins;
import io.dbm.core.internal.failure.Kinds;
import io.dbm.core.internal.failure.OwnSqlException;
import io.dbm.core.internal.failure.Redaction;
import io.dbm.core.internal.plugin.ContextLoader;
import io.dbm.spi.Credentials;
import io.dbm.spi.FailureKind;
import io.dbm.spi.JdbcDriver;
import io.dbm.spi.Limits;
import io.dbm.spi.Secret;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Opens the physical connections of one pool, each with the credentials of the moment and set up by
 * its driver, whose errors they clean of secrets. Keeps the pool's hands off the driver's login
 * timeout.
 */
final class PhysicalConnections implements PlainDataSource {

    private static final long LONGEST_CANCEL_MILLIS = 1000;

    private final JdbcDriver driver;
    private final Logins logins;
    private final PoolCounters counters;
    private final Limits limits;
    private final Redaction redaction;
    private final Runnable suspect;
    private final PhysicalView view;
    private final AtomicReference<@Nullable Physical> first = new AtomicReference<>();
    private volatile boolean closing;

    /** The pool asks whose a physical connection is in the thread that has opened it. */
    @SuppressWarnings("ThreadLocalUsage") // each pool has its own
    private final ThreadLocal<@Nullable Credentials> latestLogin = new ThreadLocal<>();

    /** Those that are open, as the driver gave them, and some that are not any more. */
    private final Set<Connection> opened =
            Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    /**
     * Knows how to open them.
     *
     * @param counters learn of those that the pool gets
     * @param suspect is run when the pool wants one and it cannot be opened
     * @param view shows each to the pool
     */
    PhysicalConnections(
            JdbcDriver driver,
            Logins logins,
            PoolCounters counters,
            Limits limits,
            Redaction redaction,
            Runnable suspect,
            PhysicalView view) {
        this.view = view;
        this.redaction = redaction;
        this.suspect = suspect;
        this.driver = driver;
        this.logins = logins;
        this.counters = counters;
        this.limits = limits;
    }

    /**
     * Opens the physical connection that {@link #getConnection} will return first: what goes wrong
     * is then known at once, and from the driver itself.
     */
    void openFirst() throws SQLException {
        first.set(openOne());
    }

    /** Closes the first physical connection if nobody has come for it. */
    void closeFirst() throws SQLException {
        Physical physical = first.getAndSet(null);
        if (physical != null) {
            physical.connection().close();
        }
    }

    /** Closes every physical connection; for when there will be no pool that would. */
    void closeAll() {
        closing = true;
        first.set(null);
        synchronized (opened) {
            opened.forEach(PhysicalConnections::closeQuietly);
        }
    }

    /** Cuts off every physical connection; whoever uses one finds it broken. */
    void abortAll() {
        List<Connection> all;
        synchronized (opened) {
            all = List.copyOf(opened);
        }
        all.forEach(PhysicalConnections::abortQuietly);
    }

    private static void abortQuietly(Connection physical) {
        try {
            physical.abort(Runnable::run);
        } catch (SQLException | RuntimeException e) {
            // it is cut off already
        }
    }

    private static void closeQuietly(Connection physical) {
        try {
            physical.close();
        } catch (SQLException | RuntimeException e) {
            // it is of no use to anybody in any case
        }
    }

    /** As the pool sees it. */
    private record Physical(Connection connection, Credentials login) {}

    /**
     * Opens a physical connection.
     *
     * @throws SQLException what the driver threw, without secrets: the pool logs it
     */
    Connection open() throws SQLException {
        return openOne().connection();
    }

    private Physical openOne() throws SQLException {
        try {
            Credentials login = logins.get();
            try {
                return logInAs(login);
            } catch (SQLException e) {
                if (Kinds.of(e, driver) != FailureKind.AUTHENTICATION) {
                    throw e;
                }
            }
            return logInAs(logins.get()); // others, or what was just thrown
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OwnSqlException("interrupted while waiting for credentials", null, e);
        }
    }

    private Physical logInAs(Credentials login) throws SQLException {
        try {
            Physical physical = logIn(login);
            logins.admitted();
            return physical;
        } catch (SQLException e) {
            SQLException clean = redaction.clean(e, failure -> Kinds.of(failure, driver));
            if (Kinds.of(clean, driver) == FailureKind.AUTHENTICATION) {
                logins.refused(login, clean);
            }
            throw clean;
        } catch (RuntimeException | Error e) {
            Throwable clean = redaction.clean(e);
            if (clean == e) {
                throw e;
            }
            throw new OwnSqlException("the driver failed", null, clean);
        }
    }

    private Physical logIn(Credentials login) throws SQLException {
        DataSource source = driver.dataSource();
        try (ContextLoader its = ContextLoader.of(driver, source)) {
            return logInTo(source, login);
        }
    }

    private Physical logInTo(DataSource source, Credentials login) throws SQLException {
        Connection physical =
                login.user().isPresent()
                        ? source.getConnection(login.user().get(), reveal(login))
                        : source.getConnection();
        try {
            driver.prepare(physical, limits.queryTimeout());
            Connection shown = view.of(physical);
            opened.add(physical);
            if (closing) {
                throw new OwnSqlException(
                        "the pool is closed", "08003", null); // none would close it
            }
            return new Physical(shown, login);
        } catch (SQLException | RuntimeException | Error e) {
            try {
                physical.close();
            } catch (SQLException | RuntimeException closing) {
                e.addSuppressed(closing);
            }
            throw e;
        }
    }

    @SuppressWarnings(
            "NullAway") // a driver takes null for no password; DataSource is not annotated
    private static String reveal(Credentials login) {
        return login.password().map(Secret::reveal).orElse(null);
    }

    @Override
    public Connection getConnection() throws SQLException {
        Physical ready = first.getAndSet(null);
        try {
            Physical physical = ready != null ? ready : openOne();
            latestLogin.set(physical.login());
            counters.opened();
            return physical.connection();
        } catch (SQLException | RuntimeException e) {
            if (!closing) {
                suspect.run();
            }
            throw e;
        }
    }

    /** Returns what the driver gave, of what the pool holds or lends. */
    Connection withoutView(Connection shown) throws SQLException {
        // what the pool lends is a wrapper, too
        return view == PhysicalView.NONE
                ? shown
                : shown.unwrap(Connection.class).unwrap(Connection.class);
    }

    /** Opens a physical connection, to see whom the database lets in now, and closes it. */
    Credentials tryLogin() throws SQLException {
        Physical tried = openOne();
        try {
            tried.connection().close();
        } catch (SQLException e) {
            // it was let in, and is of no use any more
        }
        return tried.login();
    }

    /** Returns the login of what {@link #getConnection} has returned to this thread last. */
    @Nullable Credentials latestLogin() {
        return latestLogin.get();
    }

    /**
     * Has the database end what it runs on connections that are about to be cut off; does not wait
     * long for one that is not to be reached.
     */
    void cancelAll(Executor workers) {
        CompletableFuture<?>[] cancels;
        synchronized (opened) {
            cancels =
                    opened.stream()
                            .map(each -> CompletableFuture.runAsync(() -> cancel(each), workers))
                            .toArray(CompletableFuture<?>[]::new);
        }
        CompletableFuture<Void> unused =
                CompletableFuture.allOf(cancels)
                        .completeOnTimeout(null, LONGEST_CANCEL_MILLIS, TimeUnit.MILLISECONDS)
                        .exceptionally(failed -> null);
        unused.join();
    }

    private void cancel(Connection physical) {
        try {
            if (!physical.isClosed()) {
                driver.cancel(physical);
            }
        } catch (SQLException | RuntimeException | LinkageError e) {
            // it is cut off in any case
        }
    }

    /** Ignored: the provider has set the limit on its driver, and the pool would overwrite it. */
    @Override
    public void setLoginTimeout(int seconds) {}

    /** Lets a pool that is closed wait no longer than a second for an opening under way. */
    void hurry() {
        closing = true;
    }

    /** In seconds, rounded up: how long the pool waits at its end for an opening under way. */
    @Override
    public int getLoginTimeout() {
        return closing ? 1 : (int) limits.connectTimeout().plusMillis(999).toSeconds();
    }

    /** Names nothing: a driver's data source may print its URL. */
    @Override
    public String toString() {
        return "physical connections";
    }
}
