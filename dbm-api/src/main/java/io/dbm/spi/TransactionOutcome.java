package io.dbm.spi;

/**
 * How a transaction ended.
 *
 * @since 0.1.0
 */
public enum TransactionOutcome {
    /** Everything is in the database, for all to see. */
    COMMITTED,
    /** Nothing is. */
    ROLLED_BACK,
    /** The JDBC connection broke during the commit: the one or the other. */
    UNKNOWN
}
