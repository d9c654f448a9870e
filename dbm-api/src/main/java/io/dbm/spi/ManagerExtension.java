package io.dbm.spi;

import java.util.List;

/**
 * A plugin that stands beside a manager and looks at all of its connections, such as a status page:
 * {@code dbmanager.status { enabled = true, … }}.
 *
 * <p>Stateless and safe for use from many threads; found by {@link java.util.ServiceLoader}. It is
 * off unless its block says {@code enabled = true}, a key that dbm itself reads.
 *
 * @since 0.1.0
 */
public interface ManagerExtension {

    /** Returns the name of its block under {@code dbmanager}, in kebab case, such as status. */
    String id();

    /**
     * Returns the keys that the block may hold beside {@code enabled}; any other is reported as a
     * mistake.
     */
    default List<SettingKey<?>> settings() {
        return List.of();
    }

    /**
     * Reads and checks its settings, if there is a block; opens nothing and does not throw.
     *
     * <p>A mistake is recorded by {@link Settings#reject}, and what is returned is then not used.
     */
    Extension configure(ExtensionSpec spec);
}
