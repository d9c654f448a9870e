package io.dbm.core.internal.config;

import io.dbm.spi.EffectiveSetting;
import java.util.List;
import java.util.Optional;

/**
 * The whole file, read and checked.
 *
 * @param defaultConnection the name of the default connection, if one is set
 * @param connections in the order of their names
 * @param extensions those that are enabled
 * @param effective every setting that holds; no secret is in it
 */
public record ManagerConfig(
        Optional<String> defaultConnection,
        List<ConnectionConfig> connections,
        List<ConfiguredExtension> extensions,
        List<EffectiveSetting> effective) {}
