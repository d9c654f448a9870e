package io.dbm.core.internal.connection;

import io.dbm.ConnectFailedException;
import io.dbm.ConnectionClosedException;
import io.dbm.Health;
import io.dbm.Health.Status;
import io.dbm.HealthListener;
import io.dbm.NotConnectedException;
import io.dbm.PoolStats;
import io.dbm.ServerInfo;
import io.dbm.core.internal.config.ConnectionConfig;
import io.dbm.core.internal.credentials.Logins;
import io.dbm.core.internal.handle.Handle;
import io.dbm.core.internal.health.CheckQueue;
import io.dbm.core.internal.health.HealthChecker;
import io.dbm.core.internal.work.Workers;
import io.dbm.spi.Backend;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Opens, replaces, recovers and closes the backend of one connection, and knows its health. */
final class Lifecycle {

    private static final Duration RENEW_AGAIN_AFTER = Duration.ofSeconds(30);

    private final Workers workers;
    private final LifeLog log;
    private final Logins logins;
    private final Attempt attempt;
    private final HealthChecker health;
    private final BackendSlot<?> slot;
    private final Outages outages;
    private final Books books;

    /** Guards every change of the state, the slot, and what is under way. */
    private final Object lock = new Object();

    /** Its pool is the same for good; what else there is in it may change. */
    private volatile ConnectionConfig config;

    private volatile State state = State.NEW;

    private @Nullable Opening opening;
    private CompletableFuture<Void> reconnecting = CompletableFuture.completedFuture(null);
    private CompletableFuture<Void> closing = CompletableFuture.completedFuture(null);

    private enum State {
        NEW,
        OPEN,

        /** Another one serves the handle. */
        HANDED_OVER,
        CLOSED
    }

    /**
     * Opens nothing yet.
     *
     * @param checks runs the pings that nobody waits for
     * @param handle what stands on the backends
     * @param books are kept for the connection, also by who served its handle before
     * @param healthChanged hears of each change of the status, in order; must not block
     */
    Lifecycle(
            ConnectionConfig config,
            Services services,
            Workers workers,
            CheckQueue checks,
            Handle<?> handle,
            Books books,
            HealthListener healthChanged) {
        this.config = config;
        this.workers = workers;
        Supplier<ConnectionConfig> current = () -> this.config;
        this.log = new LifeLog(config.name(), current, config.redaction());
        this.logins =
                new Logins(
                        config.name(),
                        config.credentials(),
                        config.redaction(),
                        config.limits().connectTimeout(),
                        workers,
                        this::loginChanged);
        this.attempt = new Attempt(config, services, workers, logins, books.pools(), this::suspect);
        this.health =
                new HealthChecker(
                        config.limits().connectTimeout(),
                        config.redaction(),
                        checks,
                        this::withBorrows,
                        (before, now) -> {
                            log.health(before, now);
                            healthChanged.healthChanged(this.config.name(), before, now);
                        },
                        books.activity()::checked);
        this.books = books;
        this.slot = slot(config.clientType(), handle, current);
        this.outages =
                new Outages(
                        current,
                        attempt,
                        workers,
                        log,
                        health,
                        slot,
                        books.activity(),
                        new Found());
    }

    @SuppressWarnings("unchecked") // a handle of a client stands on backends of that client
    private <C> BackendSlot<C> slot(
            Class<C> clientType, Handle<?> handle, Supplier<ConnectionConfig> current) {
        return new BackendSlot<>(
                clientType, (Handle<C>) handle, current, workers, log, books.backends());
    }

    /** Takes over what does not concern the pool. */
    void adjust(ConnectionConfig next) {
        synchronized (lock) {
            config = config.adjustedTo(next);
            outages.adjust();
        }
        log.reconfigured();
    }

    /** Whether a backend is there, and its latest check has found it alive. */
    boolean serves() {
        return slot.backend() != null && health.current().isAlive();
    }

    /**
     * Lets another lifecycle serve the same handle, and drains and closes the backend of this one.
     *
     * @param activate makes the other one serve, which is given what is known of the health; this
     *     one does nothing to the handle by then
     * @return when that backend is closed
     */
    CompletableFuture<Void> handOver(Consumer<Health> activate) {
        synchronized (lock) {
            stop(State.HANDED_OVER, "connection '" + config.name() + "' is reconfigured");
            health.suspend();
            activate.accept(health.current());
            return slot.retire();
        }
    }

    /** Goes on from what is known of the connection's health so far. */
    void goOnFrom(Health known) {
        health.goOnFrom(known);
    }

    /** Ends this, which has never served; the handle is another one's. */
    void abandon() {
        synchronized (lock) {
            stop(State.CLOSED, "the configuration is not changed");
        }
    }

    void requireOpen() {
        State now = state;
        if (now == State.NEW || now == State.CLOSED) {
            throw now == State.NEW ? new NotConnectedException(config.name()) : closed();
        }
    }

    private ConnectionClosedException closed() {
        return new ConnectionClosedException("connection '" + config.name() + "'");
    }

    /** Begins to open a backend, which {@link #activate} will make this connection's. */
    CompletableFuture<Backend<?>> open() {
        synchronized (lock) {
            if (state == State.CLOSED) {
                return CompletableFuture.failedFuture(closed());
            }
            logins.forgetRefusal();
            return beginOpening(success -> {});
        }
    }

    private CompletableFuture<Backend<?>> beginOpening(Consumer<Boolean> attempted) {
        opening = Opening.begin(config, attempt, workers, log, attempted);
        return opening.result();
    }

    /** Gives up what {@link #open} began. */
    void cancelOpening(String why) {
        synchronized (lock) {
            if (opening != null) {
                opening.cancel(why);
            }
        }
    }

    /** Lets this connection serve from a backend; from now on it owns it. */
    void activate(Backend<?> backend) {
        synchronized (lock) {
            begin();
            serveFrom(backend);
        }
        log.opened();
    }

    /** Has this connection opened by its first use. */
    void activateUnopened() {
        synchronized (lock) {
            begin();
            outages.awaitUse();
        }
    }

    private void begin() {
        slot.handle().limitWaiting(config.limits().acquireTimeout());
        state = State.OPEN;
    }

    /** Starts without a database that could not be opened, and goes on trying, if there is hope. */
    void activateWithout(OpeningFailedException failure) {
        synchronized (lock) {
            begin();
            outages.begin(failure);
        }
    }

    private void serveFrom(Backend<?> backend) {
        health.serve(backend); // known to be up before a caller is served
        slot.replace(backend);
        outages.end();
        if (config.credentials().origin().isPresent()) {
            workers.later(Duration.ZERO, this::renewLogins); // changed while it was opened?
        }
    }

    /** Serves from a backend that was opened after the first, or closes one that comes too late. */
    private boolean serveAnew(Backend<?> backend, BooleanSupplier inTime) {
        synchronized (lock) {
            if (state == State.OPEN && inTime.getAsBoolean()) {
                serveFrom(backend);
                log.replaced(backend);
                return true;
            }
        }
        workers.closeQuietly(List.of(backend));
        return false;
    }

    /** Takes what those find who look for the database. */
    private final class Found implements Recovery.Outcome {
        @Override
        public void back(Recovery recovered, Backend<?> backend) {
            serveAnew(backend, () -> outages.isBack(recovered));
        }

        @Override
        public void failed(Recovery probing, AttemptFailedException failure) {
            synchronized (lock) {
                if (state == State.OPEN) {
                    outages.isStillDown(probing, failure);
                }
            }
        }
    }

    Health health() {
        return health.current();
    }

    /**
     * Begins a check, or joins one that is under way; its result never fails.
     *
     * @param awaited whether somebody waits for it, and does not only want it done regularly
     */
    CompletableFuture<Health> check(boolean awaited) {
        boolean atOnce = awaited || slot.handle().waiting() > 0;
        Optional<Recovery> lookedFor;
        synchronized (lock) {
            lookedFor = outages.lookedFor();
        }
        if (lookedFor.isEmpty()) {
            CompletableFuture<Health> check = health.check(atOnce);
            CompletableFuture<Void> unused = check.thenAccept(this::recover);
            return check;
        }
        long start = System.nanoTime();
        return lookedFor
                .get()
                .probe(atOnce)
                .handle(
                        (probed, failure) -> {
                            if (Boolean.TRUE.equals(probed)) {
                                Duration took = Duration.ofNanos(System.nanoTime() - start);
                                books.activity().checked(took);
                            }
                            return health.current();
                        });
    }

    /** Checks what a pool's failure hints at, if that is not known already. */
    private void suspect() {
        synchronized (lock) {
            if (state != State.OPEN || outages.isOn()) {
                return;
            }
        }
        CompletableFuture<Health> unused = check(false);
    }

    private void recover(Health found) {
        if (found.status() != Status.DOWN || !config.availability().autoReconnect()) {
            return;
        }
        synchronized (lock) {
            Backend<?> backend = slot.backend();
            if (state == State.OPEN
                    && !outages.isOn()
                    && backend != null
                    && !backend.healsItself()
                    && health.current().status() == Status.DOWN) {
                outages.begin();
            }
        }
    }

    ServerInfo server() {
        requireOpen();
        return Description.of(slot.backend(), config.limits().connectTimeout(), workers).join();
    }

    PoolStats stats() {
        return withBorrows(poolStats());
    }

    private PoolStats withBorrows(PoolStats pool) {
        return slot.handle().withBorrows(books.backends().on(pool));
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

    void reconnect() {
        requireOpen();
        logins.forgetRefusal();
        try {
            beginReconnect().join();
        } catch (CompletionException e) {
            if (state == State.HANDED_OVER) {
                return; // the pool is a new one
            }
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
                reconnecting =
                        beginOpening(books.activity()::reconnected)
                                .whenComplete(this::logFailure)
                                .thenAccept(this::replace);
            }
            return reconnecting;
        }
    }

    private void logFailure(@Nullable Backend<?> backend, @Nullable Throwable failure) {
        if (failure != null) {
            log.reconnectFailed(String.valueOf(failure.getMessage()));
            synchronized (lock) {
                if (state == State.OPEN) {
                    outages.hopeAgain(failure);
                }
            }
        }
    }

    /**
     * Lets the pool log in anew, or looks again for a database that has refused the former login.
     */
    private void loginChanged() {
        synchronized (lock) {
            if (state == State.OPEN) {
                outages.loginChanged();
            }
        }
        renewLogins();
    }

    private void renewLogins() {
        Backend<?> backend;
        synchronized (lock) {
            backend = state == State.OPEN && !outages.isOn() ? slot.backend() : null;
        }
        if (backend != null && !backend.renewLogins() && attempt.hasFormerLogin(backend)) {
            CompletableFuture<?> unused =
                    beginReconnect().whenComplete((nothing, failure) -> renewLater(failure));
        }
    }

    private void renewLater(@Nullable Throwable failure) {
        Throwable cause = failure == null ? null : failure.getCause();
        if (cause instanceof OpeningFailedException opening && opening.mayPass()) {
            workers.later(RENEW_AGAIN_AFTER, this::renewLogins);
        }
    }

    private void replace(Backend<?> backend) {
        if (!serveAnew(backend, () -> true)) {
            throw closed();
        }
    }

    /**
     * Lets every use fail from now on, and drains and closes the backend.
     *
     * @return when that is done
     */
    CompletableFuture<Void> close() {
        synchronized (lock) {
            if (state != State.CLOSED) {
                health.close(); // known to whoever waits for a check that is ended here
                stop(State.CLOSED, "connection '" + config.name() + "' is closed");
                closing = slot.close().whenComplete((nothing, failure) -> log.closed());
            }
            return closing;
        }
    }

    private void stop(State last, String why) {
        state = last;
        logins.close();
        if (opening != null) {
            opening.cancel(why);
        }
        outages.end();
    }
}
