package io.dbm.spi;

/**
 * Says who logs in to one connection, for as long as it says: a vault, a cloud's token service.
 *
 * <p>Safe for use from many threads; but dbm asks only once at a time for a connection, however
 * many physical connections are to be opened.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface CredentialsSource {

    /**
     * Obtains credentials; may block, and is interrupted when it takes longer than the connection's
     * {@code connect-timeout}.
     *
     * @throws Exception if there are none to be had now; dbm goes on with those of a lease that is
     *     not over, and asks again
     */
    Lease obtain() throws Exception;
}
