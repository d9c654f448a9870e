package io.dbm.core.internal.work;

import io.dbm.core.internal.failure.OwnWords;
import java.time.Duration;

/** Work ran over its time limit. */
public final class TimeLimitException extends Exception implements OwnWords {

    private static final long serialVersionUID = 1L;

    TimeLimitException(Duration limit) {
        super("no answer within " + limit.toMillis() + " ms");
    }
}
