package io.dbm.core.internal.manager;

import io.dbm.core.internal.connection.DefaultNamedConnection;
import io.dbm.core.internal.work.Workers;
import io.dbm.spi.Backend;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** The first opening of all connections: either each gets its backend, or none does. */
final class Openings {

    private final Map<DefaultNamedConnection, CompletableFuture<Backend<?>>> begun =
            new LinkedHashMap<>();

    /** Begins to open all of them, side by side. */
    Openings(Collection<DefaultNamedConnection> connections) {
        connections.forEach(connection -> begun.put(connection, connection.open()));
    }

    /** Waits for all of them, and returns why those failed that did, by name. */
    Map<String, Throwable> await() {
        Map<String, Throwable> failures = new LinkedHashMap<>();
        begun.forEach(
                (connection, opening) -> {
                    try {
                        opening.get();
                    } catch (ExecutionException e) {
                        failures.put(connection.name(), e.getCause() == null ? e : e.getCause());
                    } catch (InterruptedException e) {
                        cancelAll();
                        failures.put(connection.name(), e);
                        Thread.currentThread().interrupt();
                    }
                });
        return failures;
    }

    private void cancelAll() {
        begun.keySet().forEach(connection -> connection.cancelOpening("interrupted"));
    }

    /** Gives each connection its backend. */
    void activate() {
        begun.forEach((connection, opening) -> connection.activate(opening.join()));
    }

    /** Closes every backend that was opened, side by side, and returns when that is done. */
    void close(Workers workers) {
        List<Backend<?>> opened = new ArrayList<>();
        for (CompletableFuture<Backend<?>> opening : begun.values()) {
            if (opening.isDone() && !opening.isCompletedExceptionally()) {
                opened.add(opening.join());
            }
        }
        workers.closeQuietly(opened);
    }
}
