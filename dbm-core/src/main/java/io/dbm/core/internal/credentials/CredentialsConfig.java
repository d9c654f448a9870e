package io.dbm.core.internal.credentials;

import io.dbm.spi.Credentials;
import io.dbm.spi.CredentialsSource;
import java.util.Optional;

/**
 * Where a connection's credentials come from.
 *
 * @param written in the configuration
 * @param origin brings what is not written, if anything does
 */
public record CredentialsConfig(Credentials written, Optional<Origin> origin) {

    /**
     * Brings credentials.
     *
     * @param description what an error calls it
     * @param source is asked
     */
    public record Origin(String description, CredentialsSource source) {}

    /** Returns what an origin says, with what is written where it says nothing. */
    Credentials complete(Credentials said) {
        return new Credentials(
                said.user().or(written::user), said.password().or(written::password));
    }
}
