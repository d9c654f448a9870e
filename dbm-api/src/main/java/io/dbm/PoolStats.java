package io.dbm;

import java.time.Duration;

/**
 * The figures of one pool. Counts and times add up since the connection was first opened; a
 * replaced pool does not reset them.
 *
 * @param open physical connections
 * @param inUse physical connections that are borrowed
 * @param idle physical connections that wait in the pool
 * @param pending callers that wait for one
 * @param max the most that may be open; 0 if that is not known
 * @param waits borrows that found no idle connection and had to wait
 * @param waitTime how long those borrows waited, in all
 * @param borrowTimeouts borrows that got none in time
 * @param opened physical connections that were opened for the pool
 * @param closedByLifetime physical connections that had reached {@code conn-max-lifetime}
 * @param closedByIdleTime physical connections that had been idle for {@code conn-max-idle-time}
 * @param leaks JDBC connections that were not given back within {@code leak-detection-threshold}
 * @since 0.1.0
 */
public record PoolStats(
        int open,
        int inUse,
        int idle,
        int pending,
        int max,
        long waits,
        Duration waitTime,
        long borrowTimeouts,
        long opened,
        long closedByLifetime,
        long closedByIdleTime,
        long leaks) {

    /** Returns a builder with every figure at zero. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns a builder with these figures. */
    public Builder toBuilder() {
        return builder()
                .open(open)
                .inUse(inUse)
                .idle(idle)
                .pending(pending)
                .max(max)
                .waits(waits)
                .waitTime(waitTime)
                .borrowTimeouts(borrowTimeouts)
                .opened(opened)
                .closedByLifetime(closedByLifetime)
                .closedByIdleTime(closedByIdleTime)
                .leaks(leaks);
    }

    /** Makes {@link PoolStats}; a figure that is not set is zero. */
    public static final class Builder {
        private int open;
        private int inUse;
        private int idle;
        private int pending;
        private int max;
        private long waits;
        private Duration waitTime = Duration.ZERO;
        private long borrowTimeouts;
        private long opened;
        private long closedByLifetime;
        private long closedByIdleTime;
        private long leaks;

        private Builder() {}

        /** Sets how many physical connections there are. */
        public Builder open(int connections) {
            open = connections;
            return this;
        }

        /** Sets how many physical connections are borrowed. */
        public Builder inUse(int connections) {
            inUse = connections;
            return this;
        }

        /** Sets how many physical connections wait in the pool. */
        public Builder idle(int connections) {
            idle = connections;
            return this;
        }

        /** Sets how many callers wait for a connection. */
        public Builder pending(int callers) {
            pending = callers;
            return this;
        }

        /** Sets the most physical connections there may be. */
        public Builder max(int connections) {
            max = connections;
            return this;
        }

        /** Sets how many borrows had to wait. */
        public Builder waits(long borrows) {
            waits = borrows;
            return this;
        }

        /** Sets how long those borrows waited, in all. */
        public Builder waitTime(Duration total) {
            waitTime = total;
            return this;
        }

        /** Sets how many borrows got no connection in time. */
        public Builder borrowTimeouts(long borrows) {
            borrowTimeouts = borrows;
            return this;
        }

        /** Sets how many physical connections were opened for the pool. */
        public Builder opened(long connections) {
            opened = connections;
            return this;
        }

        /** Sets how many physical connections were closed since they had lived long enough. */
        public Builder closedByLifetime(long connections) {
            closedByLifetime = connections;
            return this;
        }

        /** Sets how many physical connections were closed since they had been idle long enough. */
        public Builder closedByIdleTime(long connections) {
            closedByIdleTime = connections;
            return this;
        }

        /** Sets how many JDBC connections were kept for too long. */
        public Builder leaks(long connections) {
            leaks = connections;
            return this;
        }

        /** Returns the figures. */
        public PoolStats build() {
            return new PoolStats(
                    open,
                    inUse,
                    idle,
                    pending,
                    max,
                    waits,
                    waitTime,
                    borrowTimeouts,
                    opened,
                    closedByLifetime,
                    closedByIdleTime,
                    leaks);
        }
    }
}
