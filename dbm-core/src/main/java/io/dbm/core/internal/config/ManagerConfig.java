package io.dbm.core.internal.config;

import java.util.List;
import java.util.Optional;

/**
 * The whole file, read and checked.
 *
 * @param defaultConnection the name of the default connection, if one is set
 * @param connections in the order of their names
 */
public record ManagerConfig(
        Optional<String> defaultConnection, List<ConnectionConfig> connections) {}
