package io.dbm.core.internal.transaction;

import io.dbm.core.internal.pool.Lease;
import io.dbm.spi.FailureKind;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What has happened to a transaction that speaks against its commit, even if application code has
 * caught it: what is left may be half of what was meant.
 */
final class Doom {

    private static final String REMEDY =
            ": let that failure through, or run the statement with nested()";

    private final Lease lease;
    private @Nullable Throwable cause;
    private @Nullable String forGood;
    private @Nullable String toSavepoint;
    private boolean lost;

    Doom(Lease lease) {
        this.lease = lease;
    }

    /** Notes what a call of JDBC threw. */
    void failed(SQLException failure) {
        if (forGood != null) {
            return; // the first failure is the reason
        }
        FailureKind kind = lease.classify(failure);
        if (kind == FailureKind.UNREACHABLE) {
            forGood = "its JDBC connection broke";
            cause = failure;
        } else if (kind == FailureKind.SERIALIZATION_OR_DEADLOCK) {
            lost = true;
            toSavepoint = "it lost against another one" + REMEDY;
            cause = failure;
        } else if (isAborted()) {
            toSavepoint = "a statement had failed and the database gave it up" + REMEDY;
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
        toSavepoint = "an access layer could not send its batch or clear its cache" + REMEDY;
        cause = failure;
    }

    /** Forgets what a rollback to a savepoint has undone. */
    void savepointWasReached() {
        toSavepoint = null;
        lost = false;
    }

    /** Whether it was another transaction that it lost against. */
    boolean isLost() {
        return lost;
    }

    /** Returns the reason, if there is one. */
    Optional<String> reason() {
        return Optional.ofNullable(forGood == null ? toSavepoint : forGood);
    }

    /** Returns what had failed. */
    @Nullable Throwable cause() {
        return cause;
    }
}
