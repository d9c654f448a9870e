package io.dbm.core.internal.work;

import java.time.Duration;

/** Work ran over its time limit. */
public final class TimeLimitException extends Exception {

    private static final long serialVersionUID = 1L;

    TimeLimitException(Duration limit) {
        super("no answer within " + limit.toMillis() + " ms");
    }
}
