package io.dbm.provider.mongo;

import com.mongodb.connection.ConnectionId;
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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The figures of one client, which has a pool for each server.
 *
 * <p>The driver sends the events of one borrow on the thread of its caller. A borrow waits if it
 * finds no idle connection when it starts, or has to open one after all, because the idle one had
 * outlived its time.
 */
final class PoolFigures implements ConnectionPoolListener {

    private final int maxForEachServer;
    private final BorrowCounts counts;
    private final Map<ServerId, ServerPool> pools = new ConcurrentHashMap<>();
    private final AtomicInteger pending = new AtomicInteger();
    private final Map<Thread, Borrow> borrows = new ConcurrentHashMap<>();

    PoolFigures(int maxForEachServer, BorrowCounts counts) {
        this.maxForEachServer = maxForEachServer;
        this.counts = counts;
    }

    /** One caller that wants a connection. */
    private enum Borrow {
        PROMISED,
        WAITING,
        /** A health check, which is no caller. */
        UNCOUNTED
    }

    /** Runs something on this thread whose borrows are no caller's. */
    void uncounted(Runnable work) {
        begin(Borrow.UNCOUNTED);
        try {
            work.run();
        } finally {
            borrows.remove(Thread.currentThread());
        }
    }

    PoolStats stats() {
        PoolStats.Builder stats = PoolStats.builder();
        int open = 0;
        int inUse = 0;
        int idle = 0;
        int live = 0;
        for (ServerPool pool : pools.values()) {
            open += pool.open();
            inUse += pool.inUse();
            idle += pool.idle();
            live += pool.isLive() ? 1 : 0;
        }
        stats.open(open)
                .inUse(inUse)
                .idle(idle)
                .pending(pending.get())
                .max(maxForEachServer * Math.max(1, live));
        counts.addTo(stats);
        return stats.build();
    }

    /** Whether all connections to some server are in use. */
    boolean isExhausted() {
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
        if (current() == null) {
            ServerPool pool = pools.get(event.getServerId());
            if (pool != null && pool.promise()) {
                begin(Borrow.PROMISED);
            } else {
                beginWait();
            }
        }
    }

    private @Nullable Borrow current() {
        return borrows.get(Thread.currentThread());
    }

    private void begin(Borrow borrow) {
        borrows.put(Thread.currentThread(), borrow);
    }

    private void beginWait() {
        begin(Borrow.WAITING);
        pending.incrementAndGet();
        counts.waitBegins();
    }

    @Override
    public void connectionCreated(ConnectionCreatedEvent event) {
        with(event.getConnectionId(), ServerPool::opening);
        if (current() == Borrow.PROMISED) {
            with(event.getConnectionId().getServerId(), ServerPool::endPromise);
            beginWait();
        }
    }

    @Override
    public void connectionReady(ConnectionReadyEvent event) {
        with(event.getConnectionId(), ServerPool::idle);
    }

    @Override
    public void connectionCheckedOut(ConnectionCheckedOutEvent event) {
        with(event.getConnectionId(), ServerPool::inUse);
        end(event.getConnectionId().getServerId(), event.getElapsedTime(TimeUnit.NANOSECONDS));
    }

    @Override
    public void connectionCheckOutFailed(ConnectionCheckOutFailedEvent event) {
        if (current() == Borrow.WAITING
                && event.getReason() == ConnectionCheckOutFailedEvent.Reason.TIMEOUT) {
            counts.timedOut();
        }
        end(event.getServerId(), event.getElapsedTime(TimeUnit.NANOSECONDS));
    }

    private void end(ServerId server, long nanos) {
        Borrow borrow = current();
        if (borrow == Borrow.PROMISED) {
            with(server, ServerPool::endPromise);
        } else if (borrow == Borrow.WAITING) {
            pending.decrementAndGet();
            counts.waitEnds(nanos);
        }
        if (borrow != Borrow.UNCOUNTED) {
            borrows.remove(Thread.currentThread());
        }
    }

    @Override
    public void connectionCheckedIn(ConnectionCheckedInEvent event) {
        with(event.getConnectionId(), ServerPool::idle);
    }

    @Override
    public void connectionClosed(ConnectionClosedEvent event) {
        with(event.getConnectionId(), ServerPool::closed);
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
                pools.remove(server);
            }
        }
    }
}
