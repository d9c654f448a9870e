package io.dbm.core.internal.config;

import io.dbm.core.internal.settings.LayeredSettings;

/**
 * What becomes of a connection, and of who uses it, while its database is down.
 *
 * @param start what {@code connect()} does
 * @param required whether the application should take no traffic without it
 * @param autoReconnect whether dbm looks for a database that is down until it is back
 * @param waitWhenDown whether callers wait for it, or fail at once
 */
public record Availability(
        Start start, boolean required, boolean autoReconnect, boolean waitWhenDown) {

    /** When a connection is opened, and what follows if it cannot be. */
    public enum Start {
        /** By {@code connect()}, which fails with it. */
        FAIL_FAST,
        /** By {@code connect()}, or in the background as soon as it can be. */
        TOLERATE,
        /** By its first use. */
        LAZY
    }

    static Availability read(LayeredSettings settings) {
        Start start =
                switch (settings.valueOf(CommonKeys.START)) {
                    case "tolerate" -> Start.TOLERATE;
                    case "lazy" -> Start.LAZY;
                    default -> Start.FAIL_FAST;
                };
        boolean autoReconnect = settings.valueOf(CommonKeys.ENABLE_AUTO_RECONNECT);
        if (start == Start.TOLERATE && !autoReconnect) {
            settings.reject(
                    CommonKeys.START,
                    "'tolerate' goes on trying, which "
                            + CommonKeys.ENABLE_AUTO_RECONNECT
                            + " = false forbids; change one of the two");
        }
        return new Availability(
                start,
                settings.valueOf(CommonKeys.REQUIRED),
                autoReconnect,
                settings.valueOf(CommonKeys.BORROW_WHEN_DOWN).equals("wait"));
    }
}
