package io.dbm.provider.mongo;

import com.mongodb.connection.ClusterDescription;
import com.mongodb.connection.ServerDescription;
import com.mongodb.selector.ServerSelector;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts the callers that wait for a server; it takes every server itself.
 *
 * <p>The driver sends no events of them, but asks on their threads, whenever it hears of a server,
 * which of those that suit a caller may be taken. It does not tell when it gives up, which it does
 * after the limit at the latest.
 */
final class ServerSearch implements ServerSelector {

    private final long limitNanos;

    /** Until when each waits, at most. */
    private final Map<Thread, Long> waiting = new ConcurrentHashMap<>();

    ServerSearch(Duration limit) {
        this.limitNanos = limit.toNanos();
    }

    @Override
    public List<ServerDescription> select(ClusterDescription cluster) {
        List<ServerDescription> suitable = cluster.getServerDescriptions();
        Thread thread = Thread.currentThread();
        if (suitable.isEmpty()) {
            forgetThoseWhoGaveUp();
            waiting.putIfAbsent(thread, System.nanoTime() + limitNanos);
        } else {
            waiting.remove(thread);
        }
        return suitable;
    }

    /** Returns how many callers wait. */
    int waiting() {
        forgetThoseWhoGaveUp();
        return waiting.size();
    }

    private void forgetThoseWhoGaveUp() {
        long now = System.nanoTime();
        waiting.values().removeIf(until -> until - now < 0);
    }

    /** Forgets this thread, which has stopped waiting. */
    void forget() {
        waiting.remove(Thread.currentThread());
    }
}
