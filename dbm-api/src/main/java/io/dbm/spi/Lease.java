package io.dbm.spi;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * Credentials, and for how long they are valid.
 *
 * @param credentials who logs in; where they name no user, the connection's own {@code user} does
 * @param validFor counted from when dbm asked for them, and more than zero; empty if they are for
 *     one login
 * @since 0.1.0
 */
public record Lease(Credentials credentials, Optional<Duration> validFor) {

    /** Checks the duration. */
    public Lease {
        Objects.requireNonNull(credentials, "credentials");
        if (validFor.filter(it -> it.isZero() || it.isNegative()).isPresent()) {
            throw new IllegalArgumentException(
                    "validFor must be more than zero: " + validFor.get());
        }
    }

    /**
     * Makes credentials for one login: dbm asks again for the next physical connection, and leaves
     * those alone that are open. For tokens that a database looks at once.
     */
    public static Lease of(Credentials credentials) {
        return new Lease(credentials, Optional.empty());
    }

    /**
     * Makes credentials for every login while they are valid: dbm asks for the next ones before
     * that is over, and, where those differ, replaces the physical connections of the former ones
     * bit by bit. For users and passwords that are taken back.
     */
    public static Lease of(Credentials credentials, Duration validFor) {
        return new Lease(credentials, Optional.of(validFor));
    }
}
