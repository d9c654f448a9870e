package io.dbm.core.internal.pool;

import io.dbm.core.internal.failure.Kinds;
import io.dbm.core.internal.failure.Redaction;
import io.dbm.spi.Credentials;
import io.dbm.spi.JdbcDriver;
import io.dbm.spi.Limits;
import io.dbm.spi.Secret;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Opens the physical connections of one pool, each with the credentials of the moment and set up by
 * its driver, whose errors they clean of secrets. Keeps the pool's hands off the driver's login
 * timeout.
 */
final class PhysicalConnections implements PlainDataSource {

    private final JdbcDriver driver;
    private final Supplier<Credentials> credentials;
    private final Limits limits;
    private final Redaction redaction;
    private final AtomicReference<@Nullable Connection> first = new AtomicReference<>();
    private volatile boolean closing;

    PhysicalConnections(
            JdbcDriver driver,
            Supplier<Credentials> credentials,
            Limits limits,
            Redaction redaction) {
        this.redaction = redaction;
        this.driver = driver;
        this.credentials = credentials;
        this.limits = limits;
    }

    /**
     * Opens the physical connection that {@link #getConnection} will return first: what goes wrong
     * is then known at once, and from the driver itself.
     */
    void openFirst() throws SQLException {
        first.set(open());
    }

    /** Closes the first physical connection if nobody has come for it. */
    void closeFirst() throws SQLException {
        Connection physical = first.getAndSet(null);
        if (physical != null) {
            physical.close();
        }
    }

    /**
     * Opens a physical connection.
     *
     * @throws SQLException what the driver threw, without secrets: the pool logs it
     */
    Connection open() throws SQLException {
        try {
            return login();
        } catch (SQLException e) {
            throw redaction.clean(e, failure -> Kinds.of(failure, driver));
        } catch (RuntimeException | Error e) {
            Throwable clean = redaction.clean(e);
            if (clean == e) {
                throw e;
            }
            throw new SQLException("the driver failed", clean);
        }
    }

    private Connection login() throws SQLException {
        Credentials login = credentials.get();
        DataSource source = driver.dataSource();
        Connection physical =
                login.user().isPresent()
                        ? source.getConnection(login.user().get(), reveal(login))
                        : source.getConnection();
        try {
            driver.prepare(physical, limits.queryTimeout());
            return physical;
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
        Connection physical = first.getAndSet(null);
        return physical != null ? physical : open();
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
