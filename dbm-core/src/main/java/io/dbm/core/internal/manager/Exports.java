package io.dbm.core.internal.manager;

import io.dbm.core.internal.jmx.Beans;
import io.dbm.core.internal.metrics.Metrics;
import java.util.Optional;

/**
 * By what others see a manager's connections, without asking it.
 *
 * @param metrics of those that are measured
 * @param beans of those that JMX shows
 */
public record Exports(Metrics metrics, Beans beans) {

    /** A change of what is exported, which has begun. */
    interface Step {

        /** Ends it: what is not exported any more vanishes. */
        void take();

        /** Takes it back. */
        void abandon();
    }

    /** Returns what keeps a connection from what a key asks for, and what to do about it. */
    public Optional<String> obstacle(String key, String connection) {
        return key.equals("enable-jmx") ? beans.obstacle(connection) : metrics.obstacle(connection);
    }

    /**
     * Begins to export what a change adds.
     *
     * @throws io.dbm.ConfigurationException if something cannot be; nothing is changed then
     */
    Step begin(Change change) {
        Metrics.Change measured = metrics.begin(change.measured());
        Beans.Change shown;
        boolean done = false;
        try {
            shown = beans.begin(change.shown());
            done = true;
        } finally {
            if (!done) {
                measured.abandon();
            }
        }
        return new Both(measured, shown);
    }

    private record Both(Metrics.Change measured, Beans.Change shown) implements Step {
        @Override
        public void take() {
            try {
                measured.take();
            } finally {
                shown.take();
            }
        }

        @Override
        public void abandon() {
            try {
                measured.abandon();
            } finally {
                shown.abandon();
            }
        }
    }

    /** Exports nothing any more. */
    void close() {
        try {
            metrics.close();
        } finally {
            beans.close();
        }
    }
}
