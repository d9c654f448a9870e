package io.dbm;

import java.util.Map;

/**
 * The figures of a manager.
 *
 * @param total how many connections are configured
 * @param healthy how many of them answered their latest check
 * @param unhealthy how many of them did not, or were never checked
 * @param connections the figures of each, by name
 * @since 0.1.0
 */
public record ManagerStats(
        int total, int healthy, int unhealthy, Map<String, ConnectionStats> connections) {}
