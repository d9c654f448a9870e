package io.dbm.core.internal.jmx;

/**
 * What JMX shows of one connection; read anew whenever somebody looks.
 *
 * <p>Nothing can be changed by it, and there is no secret in it. The figures are those of {@link
 * io.dbm.PoolStats}.
 */
public interface ConnectionMXBean {

    /** Returns the connection's name, as written. */
    String getName();

    /** Returns its type. */
    String getType();

    /** Returns its {@link io.dbm.Health.Status}. */
    String getStatus();

    /** Returns since when it has this status, as ISO 8601 says it. */
    String getStatusSince();

    /** Returns why it is not {@code UP}; empty if it is. */
    String getCause();

    /** Returns how many checks in a row found it down. */
    int getConsecutiveFailures();

    /** Returns how many physical connections are open. */
    int getOpen();

    /** Returns how many of them are in use. */
    int getInUse();

    /** Returns how many of them are idle. */
    int getIdle();

    /** Returns how many callers wait for one. */
    int getPending();

    /** Returns how many may be open. */
    int getMax();

    /** Returns how many borrows had to wait. */
    long getWaits();

    /** Returns how long they waited, in all. */
    double getWaitSeconds();

    /** Returns how many borrows got none in time. */
    long getBorrowTimeouts();

    /** Returns how many physical connections were opened. */
    long getOpened();

    /** Returns how many were closed since they had reached {@code conn-max-lifetime}. */
    long getClosedByLifetime();

    /** Returns how many were closed since they had been idle for {@code conn-max-idle-time}. */
    long getClosedByIdleTime();

    /** Returns how many were not given back within {@code leak-detection-threshold}. */
    long getLeaks();

    /** Returns how many attempts have reached the database again. */
    long getReconnects();

    /** Returns how many attempts have not. */
    long getFailedReconnects();

    /** Asks the database for a sign of life, and returns the status then. */
    String checkHealth();
}
