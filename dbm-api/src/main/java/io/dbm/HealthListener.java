package io.dbm;

/**
 * Hears of every change of a connection's {@link Health.Status}, once, in its order.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface HealthListener {

    /**
     * Is told that the status has changed.
     *
     * <p>Called by one thread at a time, which belongs to dbm and to no connection: a listener that
     * blocks delays what itself hears next, and nothing else; of more than 1,000 changes that wait
     * for it the oldest are lost. What it throws is logged.
     *
     * @param connection its name
     * @param before what was known until then
     * @param now what is known from now on, with another status
     */
    void healthChanged(String connection, Health before, Health now);
}
