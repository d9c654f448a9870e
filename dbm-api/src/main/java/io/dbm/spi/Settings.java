package io.dbm.spi;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/**
 * The settings of one connection, of one access layer on it, or of an extension: a read-only view
 * that collects mistakes. Only dbm implements it.
 *
 * <p>Nothing here throws because of what a user wrote. A wrong value is recorded, with its file and
 * line, and reads as absent, so that one run finds every mistake.
 *
 * @since 0.1.0
 */
public interface Settings {

    /**
     * Returns the value of a key, or its default, or empty if it has neither or the value is wrong.
     *
     * @throws IllegalArgumentException if the plugin did not declare the key: a mistake of its
     *     author
     */
    <T> Optional<T> get(SettingKey<T> key);

    /** Returns the value of a key, and records a mistake if there is none. */
    <T> Optional<T> require(SettingKey<T> key);

    /** Whether the user wrote the key, for this connection or access layer, whatever its value. */
    boolean isWritten(SettingKey<?> key);

    /**
     * Records that the value of a key is wrong.
     *
     * @param message what is wrong and what to do, without a secret; the path and the origin are
     *     added
     */
    void reject(SettingKey<?> key, String message);

    /**
     * Records that the value of one name in a map is wrong.
     *
     * @param message as of {@link #reject(SettingKey, String)}
     */
    void reject(SettingKey<Map<String, String>> key, String name, String message);

    /** Records that a name in a map is none of those known, and which of them may be meant. */
    void rejectUnknown(SettingKey<Map<String, String>> key, String name, Collection<String> known);

    /**
     * Records that a key has no effect beside another one: a mistake if it was written, and else
     * neither it nor its default is among the {@linkplain ExtensionContext#configuration settings
     * that hold}.
     *
     * @param reason why, such as "'dsn' says where to connect"
     */
    void ignoredBecause(SettingKey<?> key, String reason);
}
