package com.example.shop;

import io.dbm.DatabaseManager;
import io.dbm.ManagerHealth;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** What dbm's own checks have found; asks no database. */
@Component
class DatabasesHealth implements HealthIndicator {

    private final DatabaseManager databases;

    DatabasesHealth(DatabaseManager databases) {
        this.databases = databases;
    }

    @Override
    public Health health() {
        ManagerHealth known = databases.health();
        Health.Builder health = known.isReady() ? Health.up() : Health.down();
        known.connections().forEach((name, each) -> health.withDetail(name, each.status()));
        return health.build();
    }
}
