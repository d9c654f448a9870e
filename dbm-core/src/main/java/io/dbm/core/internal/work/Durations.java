package io.dbm.core.internal.work;

import java.time.Duration;

/** Tells durations apart. */
public final class Durations {

    private Durations() {}

    /** Returns the shorter one. */
    public static Duration shorter(Duration one, Duration another) {
        return one.compareTo(another) < 0 ? one : another;
    }

    /** Returns the longer one. */
    public static Duration longer(Duration one, Duration another) {
        return one.compareTo(another) > 0 ? one : another;
    }
}
