package io.dbm.core.internal.plugin;

import java.lang.module.ModuleDescriptor;
import java.util.Optional;

/** Of which version a class is. */
final class Version {

    private Version() {}

    /**
     * Returns what its jar says: in the manifest, which nobody reads of a module, or as a module.
     */
    static Optional<String> of(Class<?> type) {
        return Optional.ofNullable(type.getPackage())
                .flatMap(it -> Optional.ofNullable(it.getImplementationVersion()))
                .or(
                        () ->
                                Optional.ofNullable(type.getModule().getDescriptor())
                                        .flatMap(ModuleDescriptor::rawVersion));
    }
}
