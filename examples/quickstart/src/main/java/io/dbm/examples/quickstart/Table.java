package io.dbm.examples.quickstart;

import io.dbm.ConnectionStats;
import io.dbm.ManagerStats;
import io.dbm.PoolStats;

/** The figures of every connection's pool, a line each. */
final class Table {

    private static final String FORMAT = "%-10s %-9s %-9s %5s %7s %5s %4s %6s%n";

    private Table() {}

    static void print(ManagerStats stats) {
        System.out.println();
        System.out.printf(
                FORMAT, "NAME", "TYPE", "HEALTH", "OPEN", "IN USE", "IDLE", "MAX", "WAITS");
        for (ConnectionStats each : stats.connections().values()) {
            PoolStats pool = each.pool();
            System.out.printf(
                    FORMAT,
                    each.name(),
                    each.type(),
                    each.health().status(),
                    pool.open(),
                    pool.inUse(),
                    pool.idle(),
                    pool.max(),
                    pool.waits());
        }
    }
}
