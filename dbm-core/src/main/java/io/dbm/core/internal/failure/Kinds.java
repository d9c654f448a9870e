package io.dbm.core.internal.failure;

import io.dbm.spi.FailureKind;
import io.dbm.spi.JdbcDriver;
import java.sql.SQLException;

/** Tells what kind of failure an exception is. */
public final class Kinds {

    private Kinds() {}

    /** Asks the driver, whatever a plugin makes of the question. */
    public static FailureKind of(SQLException failure, JdbcDriver driver) {
        if (failure instanceof RedactedSqlException redacted) {
            return redacted.kind();
        }
        try {
            return driver.classify(failure);
        } catch (RuntimeException | LinkageError e) {
            return FailureKind.ofSqlState(failure);
        }
    }
}
