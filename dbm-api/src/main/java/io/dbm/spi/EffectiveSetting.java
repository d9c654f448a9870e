package io.dbm.spi;

import java.util.Optional;

/**
 * One setting that holds, whoever said it.
 *
 * @param connection whose it is, or empty if it is none's
 * @param key within the connection's block, or within {@code dbmanager}: {@code max-open-conns},
 *     {@code jdbi.plugins}, {@code status.port}
 * @param value as a text; asterisks in place of what is, or may hold, a secret
 * @param origin the file and line, or the variable or property, that it came from
 * @param isDefault whether nobody wrote it
 * @since 0.1.0
 */
public record EffectiveSetting(
        Optional<String> connection, String key, String value, String origin, boolean isDefault) {}
