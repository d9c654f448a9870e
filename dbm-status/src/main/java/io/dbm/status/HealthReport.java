package io.dbm.status;

import io.dbm.DatabaseManager;
import io.dbm.Health;
import io.dbm.ManagerHealth;
import io.dbm.NamedConnection;
import java.util.LinkedHashMap;
import java.util.Map;

/** Health for probes: what the latest checks found. Asks nothing of the databases. */
final class HealthReport {

    private final DatabaseManager manager;

    HealthReport(DatabaseManager manager) {
        this.manager = manager;
    }

    Map<String, Object> of(ManagerHealth health) {
        Map<String, Object> connections = new LinkedHashMap<>();
        for (NamedConnection each : manager.connections()) {
            Health known = health.connections().getOrDefault(each.name(), each.health());
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("required", each.isRequired());
            describe(known, one);
            connections.put(each.name(), one);
        }
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("status", health.status());
        report.put("ready", health.isReady());
        report.put("connections", connections);
        return report;
    }

    static void describe(Health health, Map<String, Object> in) {
        in.put("status", health.status());
        in.put("since", health.since());
        health.checkedAt().ifPresent(at -> in.put("checkedAt", at));
        health.checkedAt()
                .ifPresent(at -> in.put("checkMillis", health.checkDuration().toMillis()));
        if (health.consecutiveFailures() > 0) {
            in.put("consecutiveFailures", health.consecutiveFailures());
        }
        health.cause().ifPresent(cause -> in.put("cause", cause));
    }
}
