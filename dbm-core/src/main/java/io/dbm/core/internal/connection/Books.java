package io.dbm.core.internal.connection;

import io.dbm.core.internal.pool.PoolCounters;

/**
 * What is counted of a connection, for as long as there is one of its name.
 *
 * @param pools by dbm's own pools
 * @param backends by backends, each for itself
 * @param activity by dbm, beside them
 */
record Books(PoolCounters pools, Tally backends, Activity activity) {

    /** Begins with nothing. */
    Books() {
        this(new PoolCounters(), new Tally(), new Activity());
    }
}
