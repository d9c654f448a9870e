package io.dbm.spi;

import java.util.Optional;

/**
 * Who logs in.
 *
 * @param user the user, if the connection has one
 * @param password the password, if the connection has one
 * @since 0.1.0
 */
public record Credentials(Optional<String> user, Optional<Secret> password) {

    private static final Credentials NONE = new Credentials(Optional.empty(), Optional.empty());

    /** Makes credentials of a user and a password. */
    public static Credentials of(String user, Secret password) {
        return new Credentials(Optional.of(user), Optional.of(password));
    }

    /** Makes credentials of a password for the user that is configured. */
    public static Credentials ofPassword(Secret password) {
        return new Credentials(Optional.empty(), Optional.of(password));
    }

    /** Returns credentials with neither user nor password. */
    public static Credentials none() {
        return NONE;
    }
}
