package io.dbm.core.internal.config;

import java.util.Optional;

/** Knows what, outside of a configuration, keeps a connection from what its keys ask for. */
@FunctionalInterface
public interface Obstacles {

    /**
     * For whoever exports, shows and traces nothing: a library that is not there is no obstacle.
     */
    Obstacles NONE = (key, connection) -> Optional.empty();

    /** Returns the obstacle and what to do about it, if there is one for a key that is true. */
    Optional<String> find(String key, String connection);
}
