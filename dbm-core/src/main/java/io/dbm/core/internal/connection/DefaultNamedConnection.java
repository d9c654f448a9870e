package io.dbm.core.internal.connection;

import io.dbm.ConnectionStats;
import io.dbm.Database;
import io.dbm.Health;
import io.dbm.HealthListener;
import io.dbm.NamedConnection;
import io.dbm.Transaction;
import io.dbm.TransactionFunction;
import io.dbm.TransactionOptions;
import io.dbm.core.internal.config.Availability;
import io.dbm.core.internal.config.ConnectionConfig;
import io.dbm.core.internal.pool.DataSourceHandle;
import io.dbm.core.internal.transaction.Transactions;
import io.dbm.core.internal.work.Workers;
import io.dbm.spi.Backend;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A connection and everything that it owns, from its first opening to its close. */
public final class DefaultNamedConnection implements NamedConnection {

    private final ConnectionConfig config;
    private final Lifecycle lifecycle;
    private final OfferedAccess offered;
    private final AccessLayers access;

    /** None if this is not a SQL database. */
    private final @Nullable Transactions transactions;

    /**
     * Makes a connection that is not open yet.
     *
     * @param healthChanged hears of each change of its status, in order
     */
    public DefaultNamedConnection(
            ConnectionConfig config,
            Services services,
            Workers workers,
            OfferedAccess offered,
            HealthListener healthChanged) {
        this.config = config;
        this.lifecycle =
                new Lifecycle(
                        config,
                        services,
                        workers,
                        (before, now) -> healthChanged.healthChanged(config.name(), before, now));
        this.offered = offered;
        this.access = new AccessLayers(config, services, offered, lifecycle.handle());
        this.transactions =
                lifecycle.handle() instanceof DataSourceHandle pool
                        ? new Transactions(
                                config.name(), config.limits().maxOpen(), pool, access, workers)
                        : null;
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
        lifecycle.requireOpen();
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
        lifecycle.requireOpen();
        if (transactions == null) {
            throw offered.notSql(config, what, remedy);
        }
        return transactions;
    }

    /** When it is opened, what is done about its failures, and who can do without it. */
    public Availability availability() {
        return config.availability();
    }

    /** Begins to open a backend, which {@link #activate} will make this connection's. */
    public CompletableFuture<Backend<?>> open() {
        return lifecycle.open();
    }

    /** Gives up what {@link #open} began. */
    public void cancelOpening(String why) {
        lifecycle.cancelOpening(why);
    }

    /** Lets this connection serve from a backend; from now on it owns it. */
    public void activate(Backend<?> backend) {
        lifecycle.activate(backend);
    }

    /** Has this connection opened by its first use. */
    public void activateUnopened() {
        lifecycle.activateUnopened();
    }

    /** Starts without a database that could not be opened, and goes on trying, if there is hope. */
    public void activateWithout(OpeningFailedException failure) {
        lifecycle.activateWithout(failure);
    }

    @Override
    public Health health() {
        return lifecycle.health();
    }

    @Override
    public Health healthCheck() {
        return check().join();
    }

    /** Begins a check, or joins one that is under way; its result never fails. */
    public CompletableFuture<Health> check() {
        return lifecycle.check();
    }

    /** Returns how often it is to be checked; zero is never. */
    public Duration healthCheckInterval() {
        return config.healthCheckInterval();
    }

    @Override
    public ConnectionStats stats() {
        return new ConnectionStats(
                config.name(), config.type(), lifecycle.health(), lifecycle.stats());
    }

    @Override
    public void reconnect() {
        lifecycle.reconnect();
    }

    /**
     * Lets every use fail from now on, and drains and closes the backend.
     *
     * @return when that is done
     */
    public CompletableFuture<Void> close() {
        return lifecycle.close();
    }

    /** Says which connection this is; never holds a secret. */
    @Override
    public String toString() {
        return config.toString();
    }
}
