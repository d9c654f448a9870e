package io.dbm.core.internal.plugin;

import io.dbm.spi.DatabaseProvider;
import java.lang.module.ModuleDescriptor;
import java.util.Optional;

/** Of which version a class is. */
final class Version {

    private Version() {}

    /**
     * Returns what its jar says: in the manifest, which nobody reads of a module, or as a module.
     */
    static Optional<String> of(Class<?> type) {
        Package itsPackage = type.getPackage();
        if (itsPackage != null && itsPackage.getImplementationVersion() != null) {
            return Optional.of(itsPackage.getImplementationVersion());
        }
        ModuleDescriptor module = type.getModule().getDescriptor();
        return module == null ? Optional.empty() : module.rawVersion();
    }

    /** Whether a plugin is one of dbm's own and was built together with {@code dbm-api}. */
    static boolean isThatOfApi(Class<?> plugin) {
        String version = plugin.getPackage().getImplementationVersion();
        return version != null
                && plugin.getName().startsWith("io.dbm.")
                && version.equals(DatabaseProvider.class.getPackage().getImplementationVersion());
    }
}
