package io.dbm.core.internal.connection;

import io.dbm.core.internal.config.ConnectionConfig;
import io.dbm.core.internal.credentials.Logins;
import io.dbm.core.internal.failure.Causes;
import io.dbm.core.internal.failure.Kinds;
import io.dbm.core.internal.plugin.ContextLoader;
import io.dbm.core.internal.pool.HikariBackend;
import io.dbm.core.internal.pool.PoolCounters;
import io.dbm.core.internal.pool.WeakReferences;
import io.dbm.core.internal.tracing.Traces;
import io.dbm.core.internal.work.Workers;
import io.dbm.spi.Backend;
import io.dbm.spi.BorrowListener;
import io.dbm.spi.Credentials;
import io.dbm.spi.FailureKind;
import io.dbm.spi.JdbcDriver;
import io.dbm.spi.ProviderContext;
import io.dbm.spi.StatementListener;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** What a provider is given for one attempt to open a backend. */
final class OpeningContext implements ProviderContext {

    private final ConnectionConfig config;
    private final Services services;
    private final Workers workers;
    private final Logins logins;
    private final PoolCounters counters;
    private final Runnable suspect;
    private final Traces traces;
    private final long deadline;

    /** The thread's before the provider was called. */
    private final @Nullable ClassLoader contextLoader =
            Thread.currentThread().getContextClassLoader();

    private volatile @Nullable JdbcDriver driver;
    private volatile @Nullable Credentials login;

    OpeningContext(
            ConnectionConfig config,
            Services services,
            Workers workers,
            Logins logins,
            PoolCounters counters,
            Runnable suspect,
            Traces traces) {
        this.counters = counters;
        this.logins = logins;
        this.suspect = suspect;
        this.config = config;
        this.services = services;
        this.workers = workers;
        this.traces = traces;
        this.deadline = System.nanoTime() + config.limits().connectTimeout().toNanos();
    }

    @Override
    public Backend<DataSource> pool(JdbcDriver opens) throws SQLException {
        driver = opens;
        if (ContextLoader.isFromFolder(config.connector())) {
            WeakReferences.fromNowOn(); // when it is closed its classes are to be garbage, too
        }
        try (ContextLoader ours = ContextLoader.set(contextLoader)) { // for the pool's threads
            return HikariBackend.open(
                    config.name(),
                    opens,
                    logins,
                    counters,
                    config.limits(),
                    config.redaction(),
                    workers.scheduler(),
                    workers.blocking(),
                    workers::regularly,
                    suspect,
                    traces.view());
        }
    }

    /** Returns what a connector has opened, seen as its JDBC connections are to be. */
    Backend<?> viewed(Backend<?> backend) {
        return backend.client() instanceof DataSource
                ? traces.view().over(backend, config.name())
                : backend;
    }

    @Override
    public Credentials credentials() throws SQLException, InterruptedException {
        Credentials now = logins.get();
        login = now;
        return now;
    }

    /** Returns the login that a client with a pool of its own was opened with, if there is one. */
    @Nullable Credentials login() {
        return login;
    }

    @Override
    public Duration remaining() {
        return Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
    }

    @Override
    public StatementListener statements() {
        return new StatementLogging(StatementLogging.log(config), config.type());
    }

    @Override
    public BorrowListener borrows() {
        return counters.borrows();
    }

    @Override
    public <T> Optional<T> service(Class<T> type) {
        return services.find(type);
    }

    @Override
    public <T> Optional<T> tracing(Class<T> type) {
        return traces.telemetry(type);
    }

    /** Tells what kind of failure ended the attempt, as far as driver or provider can tell. */
    FailureKind classify(Throwable failure) {
        JdbcDriver used = driver;
        return Causes.first(failure, SQLException.class)
                .map(sql -> used == null ? byConnector(sql, failure) : Kinds.of(sql, used))
                .orElseGet(() -> config.connector().classify(failure));
    }

    private FailureKind byConnector(SQLException first, Throwable failure) {
        FailureKind told = config.connector().classify(failure);
        return told == FailureKind.OTHER ? FailureKind.ofSqlState(first) : told;
    }
}
