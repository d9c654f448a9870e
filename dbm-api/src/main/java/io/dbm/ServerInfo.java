package io.dbm;

import java.util.Optional;

/**
 * What a database says of itself.
 *
 * @param product its name, such as {@code PostgreSQL}; empty if it does not say
 * @param version as the database writes it; empty if it does not say
 * @param transport how what is said to it, and what it answers, gets there
 * @since 0.1.0
 */
public record ServerInfo(Optional<String> product, Optional<String> version, Transport transport) {

    /** How bytes travel between the application and its database. */
    public enum Transport {
        /** They do not leave the machine: the database is a file, or in memory. */
        LOCAL,
        /** Encrypted. */
        TLS,
        /** In plain text, for everybody on the way to read. */
        PLAIN,
        /** Neither the database nor its driver tells. */
        UNKNOWN
    }

    /** Returns that nothing is known. */
    public static ServerInfo unknown() {
        return new ServerInfo(Optional.empty(), Optional.empty(), Transport.UNKNOWN);
    }

    /** Returns the same with another transport. */
    public ServerInfo over(Transport other) {
        return new ServerInfo(product, version, other);
    }
}
