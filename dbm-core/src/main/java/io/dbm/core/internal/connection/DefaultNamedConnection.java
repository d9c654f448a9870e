package io.dbm.core.internal.connection;

import io.dbm.ConnectFailedException;
import io.dbm.ConnectionClosedException;
import io.dbm.ConnectionStats;
import io.dbm.Database;
import io.dbm.Health;
import io.dbm.Health.Status;
import io.dbm.NamedConnection;
import io.dbm.NotConnectedException;
import io.dbm.PoolStats;
import io.dbm.Transaction;
import io.dbm.TransactionFunction;
import io.dbm.TransactionOptions;
import io.dbm.core.internal.config.ConnectionConfig;
import io.dbm.core.internal.handle.Handle;
import io.dbm.core.internal.handle.ProxyHandle;
import io.dbm.core.internal.health.HealthChecker;
import io.dbm.core.internal.pool.DataSourceHandle;
import io.dbm.core.internal.transaction.Transactions;
import io.dbm.core.internal.work.Workers;
import io.dbm.spi.Backend;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A connection and everything that it owns, from its first opening to its close. */
public final class DefaultNamedConnection implements NamedConnection {

    private final ConnectionConfig config;
    private final Services services;
    private final Workers workers;
    private final LifeLog log;
    private final HealthChecker health;
    private final BackendSlot<?> slot;
    private final OfferedAccess offered;
    private final AccessLayers access;

    /** None if this is not a SQL database. */
    private final @Nullable Transactions transactions;

    /** Guards every change of the state, the slot, and what is under way. */
    private final Object lock = new Object();

    private volatile State state = State.NEW;
    private @Nullable Opening opening;
    private CompletableFuture<Void> reconnecting = CompletableFuture.completedFuture(null);
    private CompletableFuture<Void> closing = CompletableFuture.completedFuture(null);

    private enum State {
        NEW,
        OPEN,
        CLOSED
    }

    /** Makes a connection that is not open yet. */
    public DefaultNamedConnection(
            ConnectionConfig config, Services services, Workers workers, OfferedAccess offered) {
        this.config = config;
        this.services = services;
        this.workers = workers;
        this.log = new LifeLog(config);
        this.health =
                new HealthChecker(
                        config.limits().connectTimeout(), config.redaction(), workers, log::health);
        this.slot = slot(config.clientType());
        this.offered = offered;
        this.access = new AccessLayers(config, services, offered, slot.handle());
        this.transactions =
                slot.handle() instanceof DataSourceHandle pool
                        ? new Transactions(
                                config.name(), config.limits().maxOpen(), pool, access, workers)
                        : null;
    }

    private <C> BackendSlot<C> slot(Class<C> clientType) {
        return new BackendSlot<>(
                clientType, handle(clientType), config.shutdownTimeout(), workers, log);
    }

    @SuppressWarnings("unchecked") // a DataSource handle is one for DataSource
    private <C> Handle<C> handle(Class<C> clientType) {
        return clientType == DataSource.class
                ? (Handle<C>) new DataSourceHandle(config.name(), config.limits().acquireTimeout())
                : new ProxyHandle<>(config.name(), clientType);
    }

    @Override
    public String name() {
        return config.name();
    }

    @Override
    public String type() {
        return config.type();
    }

    @Override
    public Map<String, String> tags() {
        return config.tags();
    }

    @Override
    public <T> T access(Class<T> type) {
        requireOpen();
        return access.get(type);
    }

    @Override
    public Database database() {
        return transactions("Database", "").database();
    }

    @Override
    public <M> M mapper(Class<M> type) {
        return transactions("a mapper", "").mapper(type);
    }

    @Override
    public <R extends @Nullable Object, X extends Exception> R inTransaction(
            TransactionOptions options, TransactionFunction<? super Transaction, R, X> work)
            throws X {
        String remedy = ": use " + config.clientType().getSimpleName() + "'s own sessions";
        return transactions("inTransaction", remedy).inTransaction(options, work);
    }

    private Transactions transactions(String what, String remedy) {
        requireOpen();
        if (transactions == null) {
            throw offered.notSql(config, what, remedy);
        }
        return transactions;
    }

    private void requireOpen() {
        State now = state;
        if (now != State.OPEN) {
            throw now == State.NEW ? new NotConnectedException(config.name()) : closed();
        }
    }

    private ConnectionClosedException closed() {
        return new ConnectionClosedException("connection '" + config.name() + "'");
    }

    /** Begins to open a backend, which {@link #activate} will make this connection's. */
    public CompletableFuture<Backend<?>> open() {
        synchronized (lock) {
            if (state == State.CLOSED) {
                return CompletableFuture.failedFuture(closed());
            }
            opening = Opening.begin(config, services, workers, log);
            return opening.result();
        }
    }

    /** Gives up what {@link #open} began. */
    public void cancelOpening(String why) {
        synchronized (lock) {
            if (opening != null) {
                opening.cancel(why);
            }
        }
    }

    /** Lets this connection serve from a backend; from now on it owns it. */
    public void activate(Backend<?> backend) {
        synchronized (lock) {
            slot.replace(backend);
            health.serve(backend);
            state = State.OPEN;
        }
        log.opened();
    }

    @Override
    public Health health() {
        return health.current();
    }

    @Override
    public Health healthCheck() {
        return check().join();
    }

    /**
     * Begins a check, or joins one that is under way; its result never fails. If it finds the
     * database down, a reconnect begins where that is enabled.
     */
    public CompletableFuture<Health> check() {
        CompletableFuture<Health> check = health.check();
        CompletableFuture<Void> unused = check.thenAccept(this::recover);
        return check;
    }

    private void recover(Health found) {
        Backend<?> backend = slot.backend();
        if (found.status() == Status.DOWN
                && config.autoReconnect()
                && backend != null
                && !backend.healsItself()) {
            CompletableFuture<Void> unused = beginReconnect();
        }
    }

    /** Returns how often it is to be checked; zero is never. */
    public Duration healthCheckInterval() {
        return config.healthCheckInterval();
    }

    @Override
    public ConnectionStats stats() {
        return new ConnectionStats(
                config.name(),
                config.type(),
                health.current(),
                slot.handle().withBorrows(poolStats()));
    }

    private PoolStats poolStats() {
        Backend<?> backend = slot.backend();
        try {
            if (backend != null) {
                return backend.stats();
            }
        } catch (RuntimeException | LinkageError e) {
            log.statsFailed(e); // a plugin's fault must not take the figures of all others away
        }
        return PoolStats.builder().max(config.limits().maxOpen()).build();
    }

    @Override
    public void reconnect() {
        requireOpen();
        try {
            beginReconnect().join();
        } catch (CompletionException e) {
            if (state == State.CLOSED) {
                throw closed();
            }
            Throwable failure = e.getCause() == null ? e : e.getCause();
            throw new ConnectFailedException(Map.of(config.name(), failure));
        }
    }

    /** Begins a reconnect, or joins one that is under way. */
    private CompletableFuture<Void> beginReconnect() {
        synchronized (lock) {
            if (state != State.OPEN) {
                return CompletableFuture.failedFuture(closed());
            }
            if (reconnecting.isDone()) {
                Opening begun = Opening.begin(config, services, workers, log);
                opening = begun;
                reconnecting =
                        begun.result().whenComplete(this::logFailure).thenAccept(this::replace);
            }
            return reconnecting;
        }
    }

    private void logFailure(@Nullable Backend<?> backend, @Nullable Throwable failure) {
        if (failure != null) {
            log.reconnectFailed(String.valueOf(failure.getMessage()));
        }
    }

    private void replace(Backend<?> backend) {
        synchronized (lock) {
            if (state == State.OPEN) {
                slot.replace(backend);
                health.serve(backend);
                log.replaced();
                return;
            }
        }
        workers.closeQuietly(List.of(backend));
        throw closed();
    }

    /**
     * Lets every use fail from now on, and drains and closes the backend.
     *
     * @return when that is done
     */
    public CompletableFuture<Void> close() {
        synchronized (lock) {
            if (state != State.CLOSED) {
                state = State.CLOSED;
                health.close();
                if (opening != null) {
                    opening.cancel("connection '" + config.name() + "' is closed");
                }
                closing = slot.close();
                log.closed();
            }
            return closing;
        }
    }

    /** Says which connection this is; never holds a secret. */
    @Override
    public String toString() {
        return config.toString();
    }
}
