package io.dbm.status;

import io.dbm.Health;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The latest changes of the connections' status, since the page is there. */
final class Transitions {

    private static final int KEPT = 100;

    private final Deque<Map<String, Object>> latest = new ArrayDeque<>();

    synchronized void add(String connection, Health before, Health now) {
        Map<String, Object> change = new LinkedHashMap<>();
        change.put("at", now.since());
        change.put("connection", connection);
        change.put("before", before.status());
        change.put("now", now.status());
        change.put("lastedMillis", now.since().toEpochMilli() - before.since().toEpochMilli());
        now.cause().ifPresent(cause -> change.put("cause", cause));
        latest.addFirst(change);
        if (latest.size() > KEPT) {
            latest.removeLast();
        }
    }

    /** Returns them, the latest first. */
    synchronized List<Map<String, Object>> latest() {
        return new ArrayList<>(latest);
    }
}
