package io.dbm.core.internal.pool;

/**
 * Has threads that have borrowed from a pool forget it once it is closed.
 *
 * <p>HikariCP keeps for each thread what it has given back, and by that the pool, with all that it
 * refers to, as long as the thread lives, even if the pool is closed. It can do so by weak
 * references, which cost each borrow 32 B and some of its time: too much for an application that
 * keeps its pools to its end, and little for one that does not. So pools are made with them as soon
 * as one has been closed, by a reconnect, a change, a removal or the end of a manager: others will
 * be, and each would be left behind. HikariCP uses them by itself in a container.
 *
 * <p>It has a system property for that, which it reads as it makes a pool; other pools that are
 * made in the same moment are the better for it, too.
 */
public final class WeakReferences implements AutoCloseable {

    private static final String PROPERTY = "com.zaxxer.hikari.useWeakReferences";

    private static volatile boolean areNeeded;

    private static int making;
    private static boolean isOurs;

    private final boolean areUsed;

    private WeakReferences(boolean areUsed) {
        this.areUsed = areUsed;
    }

    /** Has every pool of this JVM that dbm makes after this made with them. */
    public static void fromNowOn() {
        areNeeded = true;
    }

    /** Begins to make a pool; many may at once. What the user has set for the JVM stays. */
    static WeakReferences ofPoolMadeNow() {
        boolean areUsed = areNeeded;
        if (areUsed) {
            begin();
        }
        return new WeakReferences(areUsed);
    }

    private static synchronized void begin() {
        if (making++ == 0) {
            isOurs = System.getProperty(PROPERTY) == null;
            if (isOurs) {
                System.setProperty(PROPERTY, "true");
            }
        }
    }

    private static synchronized void end() {
        if (--making == 0 && isOurs) {
            System.clearProperty(PROPERTY);
        }
    }

    @Override
    public void close() {
        if (areUsed) {
            end();
        }
    }
}
