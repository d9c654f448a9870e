package io.dbm.provider.mongo;

import com.mongodb.connection.ConnectionId;
import com.mongodb.connection.ConnectionPoolSettings;
import com.mongodb.connection.ServerId;
import com.mongodb.event.ConnectionCheckOutFailedEvent;
import com.mongodb.event.ConnectionCheckOutStartedEvent;
import com.mongodb.event.ConnectionCheckedInEvent;
import com.mongodb.event.ConnectionCheckedOutEvent;
import com.mongodb.event.ConnectionClosedEvent;
import com.mongodb.event.ConnectionCreatedEvent;
import com.mongodb.event.ConnectionPoolClosedEvent;
import com.mongodb.event.ConnectionPoolCreatedEvent;
import com.mongodb.event.ConnectionPoolListener;
import com.mongodb.event.ConnectionReadyEvent;
import io.dbm.PoolStats;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The figures of one client, which has a pool for each server.
 *
 * <p>The driver sends the events of one borrow on the thread of its caller. A borrow waits if it
 * finds no idle connection when it starts that nobody before it will take, or loses that: another
 * was quicker, or the connection had outlived its time.
 */
final class PoolFigures implements ConnectionPoolListener {

    private final int maxForEachServer;
    private final long lifetimeMillis;
    private final ServerSearch search;
    private final PoolCounts counts = new PoolCounts();
    private final Map<ServerId, ServerPool> pools = new ConcurrentHashMap<>();
    private final Map<Thread, Underway> underway = new ConcurrentHashMap<>();
    private volatile boolean closing;

    PoolFigures(ConnectionPoolSettings settings, ServerSearch search) {
        this.maxForEachServer = settings.getMaxSize();
        this.lifetimeMillis = settings.getMaxConnectionLifeTime(TimeUnit.MILLISECONDS);
        this.search = search;
    }

    /** What a thread wants to borrow, and from where. */
    private record Underway(ServerPool pool, Borrow borrow) {
        void end(long nanos) {
            pool.end(borrow, nanos);
        }
    }

    /** Runs something on this thread whose borrows are no caller's. */
    void uncounted(Runnable work) {
        try {
            OwnWork.run(work);
        } finally {
            search.forget();
        }
    }

    /** Whether what this thread borrows is a caller's. */
    boolean isCounted() {
        return !OwnWork.isUnderWay();
    }

    PoolStats stats() {
        PoolStats.Builder stats = PoolStats.builder();
        int open = 0;
        int inUse = 0;
        int idle = 0;
        int pending = search.waiting();
        int live = 0;
        for (ServerPool pool : pools.values()) {
            open += pool.open();
            inUse += pool.inUse();
            idle += pool.idle();
            pending += pool.pending();
            live += pool.isLive() ? 1 : 0;
        }
        stats.open(open)
                .inUse(inUse)
                .idle(idle)
                .pending(pending)
                .max(maxForEachServer * Math.max(1, live));
        counts.addTo(stats);
        return stats.build();
    }

    /** Counts no connection from now on that is closed. */
    void closing() {
        closing = true;
    }

    /** Whether a caller waits for a connection to some server, or all of them are in use. */
    boolean isContended() {
        return isFull() || isAwaited();
    }

    /** Whether a caller waits for a connection to some server. */
    boolean isAwaited() {
        return pools.values().stream().anyMatch(pool -> pool.pending() > 0);
    }

    /** Whether all connections to some server are in use. */
    boolean isFull() {
        return pools.values().stream()
                .anyMatch(pool -> pool.isLive() && pool.inUse() >= maxForEachServer);
    }

    @Override
    public void connectionPoolCreated(ConnectionPoolCreatedEvent event) {
        pools.put(event.getServerId(), new ServerPool());
    }

    @Override
    public void connectionPoolClosed(ConnectionPoolClosedEvent event) {
        with(event.getServerId(), ServerPool::close);
    }

    @Override
    public void connectionCheckOutStarted(ConnectionCheckOutStartedEvent event) {
        Thread thread = Thread.currentThread();
        Underway left = underway.remove(thread);
        if (left != null) {
            left.end(0); // an error has kept the driver from telling its end
        }
        ServerPool pool = pools.get(event.getServerId());
        if (pool != null) {
            Borrow borrow = new Borrow(counts, isCounted());
            underway.put(thread, new Underway(pool, borrow));
            pool.begin(borrow);
        }
    }

    @Override
    public void connectionCreated(ConnectionCreatedEvent event) {
        with(event.getConnectionId(), ServerPool::opening);
        Underway mine = underway.get(Thread.currentThread());
        if (mine != null) {
            mine.pool().opens(mine.borrow());
        }
    }

    /** A connection that a caller has opened for itself is never idle before it is lent. */
    @Override
    public void connectionReady(ConnectionReadyEvent event) {
        counts.opened();
        if (!underway.containsKey(Thread.currentThread())) {
            with(event.getConnectionId(), ServerPool::idle);
        }
    }

    @Override
    public void connectionCheckedOut(ConnectionCheckedOutEvent event) {
        long nanos = event.getElapsedTime(TimeUnit.NANOSECONDS);
        Underway mine = underway.remove(Thread.currentThread());
        if (mine == null) {
            with(event.getConnectionId(), ServerPool::inUse);
        } else {
            mine.pool().lend(event.getConnectionId().getLocalValue(), mine.borrow(), nanos);
        }
    }

    @Override
    public void connectionCheckOutFailed(ConnectionCheckOutFailedEvent event) {
        Underway mine = underway.remove(Thread.currentThread());
        if (mine != null) {
            if (event.getReason() == ConnectionCheckOutFailedEvent.Reason.TIMEOUT) {
                mine.borrow().timeOut();
            }
            mine.end(event.getElapsedTime(TimeUnit.NANOSECONDS));
            with(event.getServerId(), pool -> {});
        }
    }

    @Override
    public void connectionCheckedIn(ConnectionCheckedInEvent event) {
        with(event.getConnectionId(), ServerPool::idle);
    }

    @Override
    public void connectionClosed(ConnectionClosedEvent event) {
        with(
                event.getConnectionId(),
                (pool, connection) -> count(event.getReason(), pool.closed(connection)));
    }

    /**
     * The driver knows no reason for a connection that has outlived its time: it says that the pool
     * was closed. The age, from before it was opened, is never less than the driver's.
     */
    private void count(ConnectionClosedEvent.Reason reason, long ageMillis) {
        if (closing) {
            return;
        }
        if (reason == ConnectionClosedEvent.Reason.IDLE) {
            counts.closedByIdleTime();
        } else if (reason == ConnectionClosedEvent.Reason.POOL_CLOSED
                && lifetimeMillis > 0
                && ageMillis > lifetimeMillis) {
            counts.closedByLifetime();
        }
    }

    private interface Change {
        void apply(ServerPool pool, long connection);
    }

    private void with(ConnectionId connection, Change change) {
        with(connection.getServerId(), pool -> change.apply(pool, connection.getLocalValue()));
    }

    private void with(ServerId server, Consumer<ServerPool> change) {
        ServerPool pool = pools.get(server);
        if (pool != null) {
            change.accept(pool);
            if (pool.isGone()) {
                pools.remove(server, pool);
            }
        }
    }
}
