package io.dbm;

/**
 * The JDBC connection broke during a commit: the database may have carried it out or not, and only
 * a look at the rows can tell.
 *
 * @since 0.1.0
 */
public final class UnknownCommitOutcomeException extends DbmException {

    private static final long serialVersionUID = 1L;

    /** Makes an error with what broke. */
    public UnknownCommitOutcomeException(String message, Throwable cause) {
        super(message, cause);
    }
}
