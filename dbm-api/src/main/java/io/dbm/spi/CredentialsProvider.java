package io.dbm.spi;

import java.util.List;

/**
 * A plugin that brings credentials from elsewhere: {@code credentials { provider = vault, … }} in a
 * connection, or for all of them.
 *
 * <p>Stateless and safe for use from many threads; found by {@link java.util.ServiceLoader}. An
 * application that has a {@link CredentialsSource} can hand it to the builder instead.
 *
 * @since 0.1.0
 */
public interface CredentialsProvider {

    /** Returns what {@code provider} names in the block, in kebab case, such as {@code vault}. */
    String id();

    /**
     * Returns the keys that the block may hold beside {@code provider}; any other is reported as a
     * mistake.
     */
    default List<SettingKey<?>> settings() {
        return List.of();
    }

    /**
     * Reads and checks the settings of one connection's block; does no I/O and does not throw.
     *
     * <p>A mistake is recorded by {@link Settings#reject}, and what is returned is then not used.
     */
    CredentialsSource configure(CredentialsSpec spec);
}
