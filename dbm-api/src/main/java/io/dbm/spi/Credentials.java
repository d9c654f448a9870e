package io.dbm.spi;

import java.util.Optional;

/**
 * Who logs in.
 *
 * @param user the user, if the connection has one
 * @param password the password, if the connection has one
 */
public record Credentials(Optional<String> user, Optional<Secret> password) {

    private static final Credentials NONE = new Credentials(Optional.empty(), Optional.empty());

    /** Returns credentials with neither user nor password. */
    public static Credentials none() {
        return NONE;
    }
}
