package io.dbm.core.internal.manager;

import io.dbm.core.internal.config.Availability.Start;
import io.dbm.core.internal.connection.Openable;
import io.dbm.core.internal.connection.OpeningFailedException;
import io.dbm.core.internal.work.Workers;
import io.dbm.spi.Backend;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** The opening of several connections: either each gets what its start needs, or none does. */
final class Openings {

    private final Map<Openable, CompletableFuture<Backend<?>>> begun = new LinkedHashMap<>();
    private final Map<Openable, OpeningFailedException> tolerated = new LinkedHashMap<>();
    private final List<Openable> lazy = new ArrayList<>();

    /** Begins to open all of them, side by side, but for those that their first use opens. */
    Openings(Collection<? extends Openable> connections) {
        for (Openable connection : connections) {
            if (connection.start() == Start.LAZY) {
                lazy.add(connection);
            } else {
                begun.put(connection, connection.open());
            }
        }
    }

    /** Waits for all of them, and returns why those failed that must not, by name. */
    Map<String, Throwable> await() {
        Map<String, Throwable> failures = new LinkedHashMap<>();
        for (Map.Entry<Openable, CompletableFuture<Backend<?>>> each : begun.entrySet()) {
            Openable connection = each.getKey();
            try {
                each.getValue().get();
            } catch (ExecutionException e) {
                if (connection.start() == Start.TOLERATE
                        && e.getCause() instanceof OpeningFailedException failure) {
                    tolerated.put(connection, failure);
                } else {
                    failures.put(connection.name(), e.getCause() == null ? e : e.getCause());
                }
            } catch (InterruptedException e) {
                cancelAll("interrupted");
                failures.put(connection.name(), e);
                Thread.currentThread().interrupt();
            }
        }
        return failures;
    }

    /** Gives up what is under way. */
    void cancelAll(String why) {
        begun.keySet().forEach(connection -> connection.cancelOpening(why));
    }

    /** Gives each connection its backend, if it has one. */
    void activate() {
        for (Map.Entry<Openable, CompletableFuture<Backend<?>>> each : begun.entrySet()) {
            OpeningFailedException failure = tolerated.get(each.getKey());
            if (failure == null) {
                each.getKey().activate(each.getValue().join());
            } else {
                each.getKey().activateWithout(failure);
            }
        }
        for (Openable connection : lazy) {
            connection.activateUnopened();
        }
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
