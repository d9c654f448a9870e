package io.dbm.core.internal.health;

import io.dbm.Health;
import io.dbm.HealthListener;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells each listener of each change, in their order, on a thread of none of the connections; a
 * listener that blocks delays no other.
 */
public final class HealthEvents implements HealthListener {

    private static final Logger LOG = LoggerFactory.getLogger("io.dbm.connection");

    /** How many changes wait for one listener; then the oldest is lost to it. */
    static final int WAITING_LIMIT = 1_000;

    private final List<Line> lines;
    private final Executor workers;

    private record Change(String connection, Health before, Health now) {}

    /** Tells these listeners. */
    public HealthEvents(List<HealthListener> listeners, Executor workers) {
        List<Line> all = new ArrayList<>();
        for (HealthListener each : listeners) {
            all.add(new Line("listener=" + each.getClass().getName(), each));
        }
        this.lines = List.copyOf(all);
        this.workers = workers;
    }

    /**
     * Tells one listener.
     *
     * @param who as the log names it, {@code extension=status}
     */
    public HealthEvents(String who, HealthListener listener, Executor workers) {
        this.lines = List.of(new Line(who, listener));
        this.workers = workers;
    }

    /** Returns at once. */
    @Override
    public void healthChanged(String connection, Health before, Health now) {
        Change change = new Change(connection, before, now);
        for (Line line : lines) {
            line.add(change);
        }
    }

    /** What one listener has yet to hear. */
    private final class Line implements Runnable {

        private final String who;
        private final HealthListener listener;
        private final Queue<Change> waiting = new ArrayDeque<>();
        private boolean telling;
        private boolean losing;

        Line(String who, HealthListener listener) {
            this.who = who;
            this.listener = listener;
        }

        synchronized void add(Change change) {
            if (waiting.size() == WAITING_LIMIT) {
                waiting.remove();
                warnOnce();
            }
            waiting.add(change);
            if (!telling) {
                try {
                    workers.execute(this);
                    telling = true;
                } catch (RejectedExecutionException closed) {
                    waiting.clear(); // the manager has ended
                }
            }
        }

        private void warnOnce() {
            if (!losing) {
                losing = true;
                LOG.warn(
                        "event=listener_blocked {} waiting={}: it does not return, and"
                                + " loses the oldest changes",
                        who,
                        WAITING_LIMIT);
            }
        }

        /** Tells it all that waits. */
        @Override
        public void run() {
            for (Change next = next(); next != null; next = next()) {
                try {
                    listener.healthChanged(next.connection(), next.before(), next.now());
                } catch (Throwable e) {
                    LOG.warn("connection={} event=listener_failed {}", next.connection(), who, e);
                }
            }
        }

        private synchronized @Nullable Change next() {
            Change next = waiting.poll();
            telling = next != null;
            losing = losing && telling;
            return next;
        }
    }
}
