package io.dbm;

import java.util.Optional;

/**
 * A plugin that was found when the manager was loaded.
 *
 * @param kind what it brings
 * @param id the {@code type} of a provider, the {@code default-access} name of an access adapter,
 *     what {@code credentials { provider = … }} names, or the block of an extension
 * @param className its class
 * @param version its version, if its jar states one
 * @param location the jar or folder that it came from, if known
 * @param folder the jar, without {@code .jar}, or the folder of jars that it came from in {@code
 *     plugins.dir}; a provider, or what brings credentials, also goes by {@code <folder>/<id>}
 *     then. Empty for one on the class path
 * @since 0.1.0
 */
public record PluginInfo(
        Kind kind,
        String id,
        String className,
        Optional<String> version,
        Optional<String> location,
        Optional<String> folder) {

    /** What a plugin brings. */
    public enum Kind {
        /** Opens databases of one type. */
        PROVIDER,
        /** Puts an access layer on a pool. */
        ACCESS,
        /** Brings credentials. */
        CREDENTIALS,
        /** Stands beside a manager, such as a status page. */
        EXTENSION
    }
}
