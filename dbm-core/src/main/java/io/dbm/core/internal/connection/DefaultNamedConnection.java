package io.dbm.core.internal.connection;

import io.dbm.ConnectionStats;
import io.dbm.Database;
import io.dbm.Health;
import io.dbm.HealthListener;
import io.dbm.NamedConnection;
import io.dbm.ServerInfo;
import io.dbm.Transaction;
import io.dbm.TransactionFunction;
import io.dbm.TransactionOptions;
import io.dbm.core.internal.config.Availability.Start;
import io.dbm.core.internal.config.ConnectionConfig;
import io.dbm.core.internal.handle.Handle;
import io.dbm.core.internal.handle.ProxyHandle;
import io.dbm.core.internal.health.CheckQueue;
import io.dbm.core.internal.pool.DataSourceHandle;
import io.dbm.core.internal.statement.StatementLog;
import io.dbm.core.internal.statement.WatchedStatements;
import io.dbm.core.internal.transaction.Participant;
import io.dbm.core.internal.transaction.Participants;
import io.dbm.core.internal.transaction.Transactions;
import io.dbm.core.internal.work.Workers;
import io.dbm.spi.Backend;
import io.dbm.spi.BorrowListener;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A connection, for as long as there is one of its name: its configuration may change, and what
 * application code holds stays valid.
 */
public final class DefaultNamedConnection implements NamedConnection, Openable {

    private final String name;
    private final Class<?> clientType;
    private final Services services;
    private final Workers workers;
    private final CheckQueue checks;
    private final OfferedAccess offered;
    private final HealthListener healthChanged;
    private final Handle<?> handle;
    private final Books books = new Books();

    /** None if this is not a SQL database. */
    private final @Nullable Transactions transactions;

    private volatile Definition now;

    /** What a configuration has made of the connection. */
    private record Definition(ConnectionConfig config, Lifecycle lifecycle, AccessLayers access) {}

    /**
     * Makes a connection that is not open yet.
     *
     * @param checks runs the pings that nobody waits for
     * @param healthChanged hears of each change of its status, in order
     */
    public DefaultNamedConnection(
            ConnectionConfig config,
            Services services,
            Workers workers,
            CheckQueue checks,
            OfferedAccess offered,
            HealthListener healthChanged) {
        this.name = config.name();
        this.clientType = config.clientType();
        this.services = services;
        this.workers = workers;
        this.checks = checks;
        this.offered = offered;
        this.healthChanged = healthChanged;
        this.handle =
                clientType == DataSource.class
                        ? new DataSourceHandle(name, books.pools())
                        : new ProxyHandle<>(name, clientType);
        this.now =
                new Definition(
                        config,
                        lifecycle(config),
                        new AccessLayers(config, services, offered, handle));
        watchStatements(config);
        this.transactions =
                handle instanceof DataSourceHandle pool
                        ? new Transactions(name, pool, new CurrentParticipants(), workers)
                        : null;
    }

    private Lifecycle lifecycle(ConnectionConfig config) {
        return new Lifecycle(config, services, workers, checks, handle, books, healthChanged);
    }

    /** Those of the configuration of the moment: a transaction may outlive one. */
    private final class CurrentParticipants implements Participants {
        @Override
        public Participant<?, ?> ofSession(Class<?> type) {
            return now.access().ofSession(type);
        }

        @Override
        public Participant<?, ?> ofMapper(Class<?> type) {
            return now.access().ofMapper(type);
        }

        @Override
        public Participant<?, ?> ofDatabase() {
            return now.access().ofDatabase();
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String type() {
        return now.config().type();
    }

    @Override
    public Map<String, String> tags() {
        return now.config().tags();
    }

    @Override
    public <T> T access(Class<T> type) {
        Definition definition = now;
        definition.lifecycle().requireOpen();
        return definition.access().get(type);
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
        String remedy = ": use " + clientType.getSimpleName() + "'s own sessions";
        return transactions("inTransaction", remedy).inTransaction(options, work);
    }

    private Transactions transactions(String what, String remedy) {
        now.lifecycle().requireOpen();
        if (transactions == null) {
            throw offered.notSql(now.config(), what, remedy);
        }
        return transactions;
    }

    /** Returns what it was configured with. */
    public ConnectionConfig config() {
        return now.config();
    }

    @Override
    public boolean isRequired() {
        return now.config().availability().required();
    }

    @Override
    public Start start() {
        return now.config().availability().start();
    }

    @Override
    public CompletableFuture<Backend<?>> open() {
        return now.lifecycle().open();
    }

    @Override
    public void cancelOpening(String why) {
        now.lifecycle().cancelOpening(why);
    }

    @Override
    public void activate(Backend<?> backend) {
        now.lifecycle().activate(backend);
    }

    @Override
    public void activateUnopened() {
        now.lifecycle().activateUnopened();
    }

    @Override
    public void activateWithout(OpeningFailedException failure) {
        now.lifecycle().activateWithout(failure);
    }

    /** Takes over a configuration that the pool of this one will do for. */
    public void adjust(ConnectionConfig next) {
        Definition former = now;
        former.lifecycle().adjust(next);
        now =
                new Definition(
                        former.config().adjustedTo(next),
                        former.lifecycle(),
                        former.access().configuredAs(next));
        watchStatements(now.config());
    }

    /** Returns what is to serve this connection's handles from another configuration. */
    public Replacement replacement(ConnectionConfig next) {
        Definition former = now;
        Lifecycle lifecycle = lifecycle(next);
        return new Replacement(
                former.lifecycle(),
                lifecycle,
                next,
                () -> {
                    now = new Definition(next, lifecycle, former.access().configuredAs(next));
                    watchStatements(next);
                });
    }

    /** Those of a client with a pool of its own are told by that. */
    private void watchStatements(ConnectionConfig config) {
        if (handle instanceof DataSourceHandle pool) {
            StatementLog log = StatementLogging.log(config);
            pool.watch(log.isWanted() ? new WatchedStatements(log) : null);
        }
    }

    @Override
    public Health health() {
        return now.lifecycle().health();
    }

    @Override
    public Health healthCheck() {
        return check(true).join();
    }

    /**
     * Begins a check, or joins one that is under way; its result never fails.
     *
     * @param awaited whether somebody waits for it, and does not only want it done regularly
     */
    public CompletableFuture<Health> check(boolean awaited) {
        return now.lifecycle().check(awaited);
    }

    /** Returns how often it is to be checked; zero is never. */
    public Duration healthCheckInterval() {
        return now.config().healthCheckInterval();
    }

    @Override
    public ServerInfo server() {
        return now.lifecycle().server();
    }

    @Override
    public ConnectionStats stats() {
        Definition definition = now;
        return new ConnectionStats(
                name,
                definition.config().type(),
                definition.lifecycle().health(),
                definition.lifecycle().stats());
    }

    /** Returns what dbm has done for it. */
    public Activity activity() {
        return books.activity();
    }

    /**
     * Has another one hear of each borrow from now on, in place of who did before.
     *
     * @param listener {@link BorrowListener#NONE} for nobody, and nothing is measured then
     */
    public void observeBorrows(BorrowListener listener) {
        if (handle instanceof DataSourceHandle pool) {
            pool.observe(listener);
        } else {
            books.pools().borrows().observe(listener);
        }
    }

    @Override
    public void reconnect() {
        now.lifecycle().reconnect();
    }

    /** Ends this, which has never served. */
    public void abandon() {
        now.lifecycle().abandon();
    }

    /**
     * Lets every use fail from now on, and drains and closes the backend.
     *
     * @return when that is done
     */
    public CompletableFuture<Void> close() {
        return now.lifecycle().close();
    }

    /** Says which connection this is; never holds a secret. */
    @Override
    public String toString() {
        return now.config().toString();
    }
}
