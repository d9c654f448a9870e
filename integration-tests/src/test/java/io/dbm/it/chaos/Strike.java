package io.dbm.it.chaos;

import java.time.Duration;

/** A fault that begins so long after the start of a run, and lasts so long. */
record Strike(Fault fault, Duration at, Duration lasting) {

    Duration end() {
        return at.plus(lasting);
    }
}
