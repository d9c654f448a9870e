package io.dbm.status;

import io.dbm.ConnectionStats;
import io.dbm.DatabaseManager;
import io.dbm.ManagerHealth;
import io.dbm.NamedConnection;
import io.dbm.PoolStats;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the page shows and asks for again and again. */
final class StatusReport {

    private final DatabaseManager manager;
    private final Transitions transitions;
    private final Instant startedAt = Instant.now();

    StatusReport(DatabaseManager manager, Transitions transitions) {
        this.manager = manager;
        this.transitions = transitions;
    }

    Map<String, Object> now() {
        ManagerHealth health = manager.health();
        List<Object> connections = new ArrayList<>();
        manager.connections().forEach(each -> connections.add(connection(each)));
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("at", Instant.now());
        report.put("startedAt", startedAt);
        report.put("status", health.status());
        report.put("ready", health.isReady());
        report.put("connections", connections);
        report.put("transitions", transitions.latest());
        return report;
    }

    private static Map<String, Object> connection(NamedConnection connection) {
        ConnectionStats stats = connection.stats();
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("name", connection.name());
        one.put("type", connection.type());
        one.put("tags", connection.tags());
        one.put("required", connection.isRequired());
        HealthReport.describe(stats.health(), one);
        one.put("pool", pool(stats.pool()));
        return one;
    }

    private static Map<String, Object> pool(PoolStats pool) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("open", pool.open());
        figures.put("inUse", pool.inUse());
        figures.put("idle", pool.idle());
        figures.put("pending", pool.pending());
        figures.put("max", pool.max());
        figures.put("waits", pool.waits());
        figures.put("waitMillis", pool.waitTime().toMillis());
        figures.put("borrowTimeouts", pool.borrowTimeouts());
        figures.put("opened", pool.opened());
        figures.put("closedByLifetime", pool.closedByLifetime());
        figures.put("closedByIdleTime", pool.closedByIdleTime());
        figures.put("leaks", pool.leaks());
        return figures;
    }
}
