package io.dbm.core.internal.manager;

import io.dbm.AlreadyConnectedException;
import io.dbm.ConfigurationChange;
import io.dbm.ConnectFailedException;
import io.dbm.ConnectionClosedException;
import io.dbm.Health;
import io.dbm.core.internal.config.ConfiguredExtension;
import io.dbm.core.internal.config.ConnectionConfig;
import io.dbm.core.internal.connection.DefaultNamedConnection;
import io.dbm.core.internal.connection.Openable;
import io.dbm.core.internal.extension.Extensions;
import io.dbm.core.internal.health.HealthMonitor;
import io.dbm.core.internal.work.Workers;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The connections of one manager: opened together, changed by one change after another, and closed
 * together. Either everything that is to be opened is, or nothing changes.
 */
final class ConnectionSet {

    private final Workers workers;
    private final HealthMonitor monitor;
    private final Function<ConnectionConfig, DefaultNamedConnection> make;
    private final Exports exports;
    private final Extensions extensions;

    /** Held as long as something is opened; {@link #lock} is not. */
    private final ReentrantLock changing = new ReentrantLock();

    private final Object lock = new Object();
    private volatile Map<String, DefaultNamedConnection> connections;
    private State state = State.LOADED;
    private @Nullable Openings openings;
    private CompletableFuture<Void> opening = CompletableFuture.completedFuture(null);
    private final List<CompletableFuture<Void>> draining = new ArrayList<>();
    private @Nullable CompletableFuture<Void> closing;

    /** How far the connections have come. */
    enum State {
        LOADED,
        CONNECTING,
        CONNECTED,
        CLOSED
    }

    /**
     * Opens none yet.
     *
     * @param first those that there are at first
     * @param extensions run as long as the connections are to be open
     * @throws io.dbm.ConfigurationException if one of them cannot be exported
     */
    ConnectionSet(
            Workers workers,
            List<ConnectionConfig> first,
            Function<ConnectionConfig, DefaultNamedConnection> make,
            Exports exports,
            Extensions extensions) {
        Change change = new Change(Map.of(), first, make);
        this.connections = change.result();
        this.workers = workers;
        this.monitor = new HealthMonitor(workers.scheduler());
        this.make = make;
        this.exports = exports;
        this.extensions = extensions;
        exports.begin(change).take();
    }

    /** Returns those that there are now, by name. */
    Map<String, DefaultNamedConnection> byName() {
        return connections;
    }

    State state() {
        synchronized (lock) {
            return state;
        }
    }

    /** Opens all of them; what stands beside them is there before, to tell how far they are. */
    void connect() {
        synchronized (lock) {
            requireNotClosed();
            if (state != State.LOADED) {
                throw new AlreadyConnectedException();
            }
            state = State.CONNECTING;
        }
        changing.lock();
        try {
            extensions.start();
            open(
                    connections.values(),
                    opened -> {
                        opened.activate();
                        watchAll();
                        state = State.CONNECTED;
                    });
        } finally {
            boolean failed;
            synchronized (lock) {
                failed = state == State.CONNECTING;
                if (failed) {
                    state = State.LOADED;
                }
            }
            if (failed) {
                extensions.stop();
            }
            changing.unlock();
        }
    }

    /**
     * Makes the connections those that a configuration asks for.
     *
     * @param wanted says what is asked for, from what it finds; nothing else changes meanwhile
     */
    ConfigurationChange change(Wanted wanted) {
        changing.lock();
        try {
            Change change = new Change(connections, wanted.connections(), make);
            Runnable end;
            boolean done = false;
            try {
                end = apply(change, wanted.extensions());
                done = true;
            } finally {
                if (!done) {
                    change.abandon();
                }
            }
            wanted.changed();
            end.run();
            return change.summary();
        } finally {
            changing.unlock();
        }
    }

    /** Returns how to end what extensions and exports have begun for it. */
    private Runnable apply(Change change, List<ConfiguredExtension> wanted) {
        Extensions.Change beside = extensions.begin(wanted);
        boolean done = false;
        try {
            Exports.Step exported = apply(change);
            done = true;
            return () -> {
                beside.take();
                exported.take();
            };
        } finally {
            if (!done) {
                beside.abandon();
            }
        }
    }

    /** Returns what of it others begin to see. */
    private Exports.Step apply(Change change) {
        Exports.Step exported = exports.begin(change);
        boolean done = false;
        try {
            if (!appliedUnopened(change)) {
                open(change.toOpen(), opened -> take(change, opened));
            }
            done = true;
        } finally {
            if (!done) {
                exported.abandon();
            }
        }
        return exported;
    }

    /** What a configuration asks for. */
    interface Wanted {

        /** Reads it. */
        List<ConnectionConfig> connections();

        /** Returns what is to stand beside the connections; it is read then. */
        List<ConfiguredExtension> extensions();

        /** Is told that it was brought about; nothing else changes meanwhile. */
        void changed();
    }

    /** Nobody connects while something changes, but somebody may be about to. */
    private boolean appliedUnopened(Change change) {
        synchronized (lock) {
            requireNotClosed();
            if (state == State.CONNECTED) {
                return false;
            }
            change.applyUnopened();
            connections = change.result();
            return true;
        }
    }

    private void open(Collection<? extends Openable> toOpen, Consumer<Openings> take) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        try {
            Openings begun;
            synchronized (lock) {
                requireNotClosed();
                begun = new Openings(toOpen);
                openings = begun;
                opening = done;
            }
            Map<String, Throwable> failures = begun.await();
            synchronized (lock) {
                openings = null;
                if (failures.isEmpty() && state != State.CLOSED) {
                    take.accept(begun);
                    return;
                }
            }
            begun.close(workers);
            synchronized (lock) {
                requireNotClosed();
            }
            throw new ConnectFailedException(failures);
        } finally {
            done.complete(null);
        }
    }

    /** What goes is told before what comes: the two may have one name. */
    private void take(Change change, Openings opened) {
        change.removed()
                .forEach(
                        (name, connection) -> {
                            monitor.forget(name);
                            drains(connection.close());
                        });
        opened.activate();
        change.adjust();
        change.drained().forEach(this::drains);
        connections = change.result();
        watchAll();
    }

    private void drains(CompletableFuture<Void> until) {
        draining.removeIf(CompletableFuture::isDone);
        draining.add(until);
    }

    private void watchAll() {
        for (DefaultNamedConnection connection : connections.values()) {
            monitor.watch(
                    connection.name(),
                    connection.healthCheckInterval(),
                    () -> {
                        CompletableFuture<Health> unused = connection.check(false);
                    });
        }
    }

    private void requireNotClosed() {
        if (state == State.CLOSED) {
            throw new ConnectionClosedException("the manager");
        }
    }

    /**
     * Lets every use fail from now on, and drains and closes everything.
     *
     * @return when that is done
     */
    CompletableFuture<Void> close() {
        synchronized (lock) {
            if (closing == null) {
                state = State.CLOSED;
                monitor.close();
                if (openings != null) {
                    openings.cancelAll("the manager is closed");
                }
                List<CompletableFuture<Void>> ends = new ArrayList<>();
                for (DefaultNamedConnection connection : connections.values()) {
                    ends.add(connection.close());
                }
                ends.add(opening);
                ends.addAll(draining);
                closing =
                        CompletableFuture.allOf(ends.toArray(new CompletableFuture<?>[0]))
                                .whenComplete((nothing, failure) -> end());
            }
            return closing;
        }
    }

    private void end() {
        try {
            extensions.close();
            exports.close();
        } finally {
            workers.close();
        }
    }
}
