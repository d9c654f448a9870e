package io.dbm.core.internal.health;

import io.dbm.Health;
import io.dbm.HealthListener;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells listeners of each change, one after another, on a thread of none of the connections. */
public final class HealthEvents implements HealthListener {

    private static final Logger LOG = LoggerFactory.getLogger("io.dbm.connection");

    private final List<HealthListener> listeners;
    private final Executor workers;
    private final Queue<Change> line = new ArrayDeque<>();
    private boolean telling;

    private record Change(String connection, Health before, Health now) {}

    /** Tells these listeners, in this order. */
    public HealthEvents(List<HealthListener> listeners, Executor workers) {
        this.listeners = List.copyOf(listeners);
        this.workers = workers;
    }

    /** Returns at once. */
    @Override
    public synchronized void healthChanged(String connection, Health before, Health now) {
        if (listeners.isEmpty()) {
            return;
        }
        line.add(new Change(connection, before, now));
        if (!telling) {
            try {
                workers.execute(this::tell);
                telling = true;
            } catch (RejectedExecutionException closed) {
                line.clear(); // the manager has ended
            }
        }
    }

    private void tell() {
        for (Change next = next(); next != null; next = next()) {
            for (HealthListener listener : listeners) {
                try {
                    listener.healthChanged(next.connection(), next.before(), next.now());
                } catch (Throwable e) {
                    LOG.warn("connection={} event=listener_failed", next.connection(), e);
                }
            }
        }
    }

    private synchronized @Nullable Change next() {
        Change next = line.poll();
        telling = next != null;
        return next;
    }
}
