package io.dbm;

import io.dbm.Health.Status;
import java.util.Map;

/**
 * Whether an application should take traffic, as far as its databases are concerned.
 *
 * @param status {@link Status#DOWN} if a required connection is; {@link Status#DEGRADED} if any
 *     connection is not {@link Status#UP}, apart from those that are opened on their first use and
 *     have not been used; {@link Status#NOT_CONNECTED} before {@link DatabaseManager#connect()}
 * @param connections the health of each connection, by name
 * @since 0.1.0
 */
public record ManagerHealth(Status status, Map<String, Health> connections) {

    /** Whether every required connection can be used. */
    public boolean isReady() {
        return status == Status.UP || status == Status.DEGRADED;
    }
}
