package io.dbm.core.internal.pool;

/**
 * Has the pools that are made meanwhile forgotten by the threads that have borrowed from them.
 *
 * <p>HikariCP keeps for each thread what it has given back, and by that the pool, with all that it
 * refers to, as long as the thread lives, even if the pool is closed. A reconnect, a change or a
 * removal would each leave a pool behind. It has a system property for that, which it reads as it
 * makes a pool; other pools that are made in the same moment are the better for it, too.
 */
final class WeakReferences implements AutoCloseable {

    private static final String PROPERTY = "com.zaxxer.hikari.useWeakReferences";

    private static int making;
    private static boolean isOurs;

    private WeakReferences() {}

    /** Begins; many may at once. What the user has set for the JVM stays. */
    static WeakReferences ofPoolsMadeNow() {
        synchronized (WeakReferences.class) {
            if (making++ == 0) {
                isOurs = System.getProperty(PROPERTY) == null;
                if (isOurs) {
                    System.setProperty(PROPERTY, "true");
                }
            }
        }
        return new WeakReferences();
    }

    @Override
    public void close() {
        synchronized (WeakReferences.class) {
            if (--making == 0 && isOurs) {
                System.clearProperty(PROPERTY);
            }
        }
    }
}
