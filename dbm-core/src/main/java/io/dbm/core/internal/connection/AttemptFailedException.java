package io.dbm.core.internal.connection;

import io.dbm.core.internal.failure.Causes;
import io.dbm.core.internal.failure.Redaction;
import io.dbm.spi.FailureKind;
import java.sql.SQLException;

/** One attempt to open a backend failed. */
final class AttemptFailedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final FailureKind kind;
    private final boolean mayPass;
    private final boolean mayPassIfServed;
    private final Throwable failure;

    private AttemptFailedException(
            Throwable failure, FailureKind kind, boolean mayPass, boolean mayPassIfServed) {
        super(failure);
        this.kind = kind;
        this.failure = failure;
        this.mayPass = mayPass;
        this.mayPassIfServed = mayPassIfServed;
    }

    /** Makes an error of what went wrong with the database. */
    AttemptFailedException(Throwable failure, FailureKind kind) {
        this(failure, kind, kind.mayPass(), kind.mayPass() || kind == FailureKind.NO_SUCH_DATABASE);
    }

    /** Makes an error of a plugin that broke its word, as it will again. */
    AttemptFailedException(PluginFaultException fault) {
        this(fault, FailureKind.OTHER, false, false);
    }

    /** Takes whatever ended an attempt; one that ran out of time may pass. */
    static AttemptFailedException of(Throwable failure) {
        return failure instanceof AttemptFailedException attempt
                ? attempt
                : new AttemptFailedException(failure, FailureKind.TIMEOUT, true, true);
    }

    FailureKind kind() {
        return kind;
    }

    boolean mayPass() {
        return mayPass;
    }

    /**
     * Whether another attempt may succeed. Some servers that start do not know their databases yet.
     *
     * @param served whether the database was there before
     */
    boolean mayPass(boolean served) {
        return served ? mayPassIfServed : mayPass;
    }

    Throwable failure() {
        return failure;
    }

    /**
     * A driver's own message may say little ("the attempt failed"); its root cause then says more.
     * What dbm and its own providers say is plain. Only the driver's words are cleaned of secrets.
     */
    String reason(Redaction redaction) {
        Throwable clean = redaction.clean(failure);
        String own = clean.getMessage();
        boolean speaksPlainly =
                failure instanceof SQLException
                        || failure.getClass().getPackageName().startsWith("io.dbm.");
        String message = own != null && speaksPlainly ? own : clean.toString();
        Throwable root = Causes.root(clean);
        boolean isSaid =
                root == clean
                        || message.contains(String.valueOf(root.getMessage()))
                        || message.contains(root.toString());
        return isSaid ? message : message + " (" + root + ")";
    }
}
