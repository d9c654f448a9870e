package io.dbm.provider.mongo;

import com.mongodb.connection.ConnectionId;
import com.mongodb.event.ConnectionCheckedInEvent;
import com.mongodb.event.ConnectionCheckedOutEvent;
import com.mongodb.event.ConnectionClosedEvent;
import com.mongodb.event.ConnectionPoolListener;
import io.dbm.spi.BorrowListener;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Tells how long callers of one client wait for its connections and use them. */
final class UseTimes implements ConnectionPoolListener {

    private final BorrowListener listener;
    private final BooleanSupplier isCounted;
    private final Map<ConnectionId, Long> since = new ConcurrentHashMap<>();

    /**
     * Tells nothing yet.
     *
     * @param listener is told, as long as it listens
     * @param isCounted whether a caller borrows on this thread, and not dbm
     */
    UseTimes(BorrowListener listener, BooleanSupplier isCounted) {
        this.listener = listener;
        this.isCounted = isCounted;
    }

    @Override
    public void connectionCheckedOut(ConnectionCheckedOutEvent event) {
        if (listener.isActive() && isCounted.getAsBoolean()) {
            listener.borrowed(Duration.ofNanos(event.getElapsedTime(TimeUnit.NANOSECONDS)));
            since.put(event.getConnectionId(), System.nanoTime());
        }
    }

    @Override
    public void connectionCheckedIn(ConnectionCheckedInEvent event) {
        Long start = since.remove(event.getConnectionId());
        if (start != null) {
            listener.givenBack(Duration.ofNanos(System.nanoTime() - start));
        }
    }

    @Override
    public void connectionClosed(ConnectionClosedEvent event) {
        since.remove(event.getConnectionId());
    }
}
