package io.dbm.spi;

import java.time.Duration;

/**
 * The pool limits and timeouts of one connection, after all defaults; made by dbm. A duration of
 * zero is no limit, except where it says otherwise.
 *
 * @param maxOpen the most physical connections, at least 1; 0 if the type cannot honour a limit
 * @param maxIdle the most that stay idle
 * @param minIdle how many are kept open when idle
 * @param maxLifetime how long a physical connection may live
 * @param maxIdleTime how long one may stay idle
 * @param acquireTimeout how long a borrow may wait; more than zero
 * @param connectTimeout how long one attempt to connect may take; more than zero
 * @param keepAlive how often an idle physical connection is used
 * @param leakThreshold after how long one that is not given back is logged
 * @param queryTimeout how long a statement may run
 * @since 0.1.0
 */
public record Limits(
        int maxOpen,
        int maxIdle,
        int minIdle,
        Duration maxLifetime,
        Duration maxIdleTime,
        Duration acquireTimeout,
        Duration connectTimeout,
        Duration keepAlive,
        Duration leakThreshold,
        Duration queryTimeout) {}
