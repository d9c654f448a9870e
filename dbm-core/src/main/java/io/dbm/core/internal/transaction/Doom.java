package io.dbm.core.internal.transaction;

import io.dbm.core.internal.pool.Lease;
import io.dbm.spi.FailureKind;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What has happened to a transaction that speaks against its commit, even if application code has
 * caught it: what is left may be half of what was meant.
 */
final class Doom {

    private final Lease lease;
    private @Nullable String reason;
    private @Nullable Throwable cause;
    private boolean broken;
    private boolean lost;

    Doom(Lease lease) {
        this.lease = lease;
    }

    /**
     * Notes what a call of JDBC threw; of several failures the first is the reason. What a driver
     * does not support has not reached the database.
     */
    void failed(SQLException failure) {
        if (failure instanceof SQLFeatureNotSupportedException) {
            return;
        }
        FailureKind kind = lease.classify(failure);
        if (kind == FailureKind.UNREACHABLE) {
            breaks(failure);
        } else if (kind == FailureKind.SERIALIZATION_OR_DEADLOCK) {
            lost = true;
            doomed("it lost against another one", failure);
        } else if (isAborted()) {
            doomed("a statement had failed and the database gave it up", failure);
        }
    }

    private void breaks(SQLException failure) {
        if (!broken) {
            broken = true;
            reason = "its JDBC connection broke";
            cause = failure;
        }
    }

    private void doomed(String why, Throwable failure) {
        if (reason == null) {
            reason = why + ": let that failure through, or run the statement with nested()";
            cause = failure;
        }
    }

    private boolean isAborted() {
        try {
            return lease.driver().isAborted(lease.connection());
        } catch (SQLException | RuntimeException | LinkageError e) {
            return true;
        }
    }

    /** Notes that an access layer could not keep up with the others. */
    void layerFailed(Throwable failure) {
        doomed("an access layer could not send its batch or clear its cache", failure);
    }

    /**
     * Forgets what a rollback to a savepoint has undone, which is everything: no savepoint is set
     * once there is a reason.
     */
    void savepointWasReached() {
        if (!broken) {
            reason = null;
            cause = null;
        }
        lost = false;
    }

    /** Whether it was another transaction that it lost against. */
    boolean isLost() {
        return lost;
    }

    /** Whether the JDBC connection is of no use any more. */
    boolean isBroken() {
        return broken;
    }

    /** Returns the reason, if there is one. */
    Optional<String> reason() {
        return Optional.ofNullable(reason);
    }

    /** Returns what had failed. */
    @Nullable Throwable cause() {
        return cause;
    }
}
