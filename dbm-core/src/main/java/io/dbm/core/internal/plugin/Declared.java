package io.dbm.core.internal.plugin;

import io.dbm.spi.AccessAdapter;
import io.dbm.spi.CredentialsProvider;
import io.dbm.spi.DatabaseProvider;
import io.dbm.spi.ManagerExtension;
import java.util.Objects;

/** Touches everything that a plugin declares, so that a broken one shows at load and not later. */
final class Declared {

    private Declared() {}

    static DatabaseProvider checked(DatabaseProvider provider) {
        Objects.requireNonNull(provider.type(), "type()");
        Objects.requireNonNull(provider.settings(), "settings()");
        Objects.requireNonNull(provider.defaults(), "defaults()");
        Objects.requireNonNull(provider.unsupportedKeys(), "unsupportedKeys()");
        checkClientType(provider.clientType());
        checkVisible(provider.clientType());
        return provider;
    }

    static AccessAdapter<?> checked(AccessAdapter<?> adapter) {
        Objects.requireNonNull(adapter.id(), "id()");
        Objects.requireNonNull(adapter.accessType(), "accessType()");
        Objects.requireNonNull(adapter.settings(), "settings()");
        checkClientType(adapter.clientType());
        checkVisible(adapter.accessType());
        return adapter;
    }

    static CredentialsProvider checked(CredentialsProvider provider) {
        Objects.requireNonNull(provider.id(), "id()");
        Objects.requireNonNull(provider.settings(), "settings()");
        return provider;
    }

    static ManagerExtension checked(ManagerExtension extension) {
        Objects.requireNonNull(extension.id(), "id()");
        Objects.requireNonNull(extension.settings(), "settings()");
        return extension;
    }

    private static void checkClientType(Class<?> clientType) {
        Objects.requireNonNull(clientType, "clientType()");
        if (!clientType.isInterface()) {
            throw new IllegalArgumentException("clientType() must be an interface");
        }
    }

    /** Nobody outside of a folder's plugin could ask for what only its class loader knows. */
    private static void checkVisible(Class<?> type) {
        if (PluginLoader.of(type).isPresent()) {
            throw new UnseenTypeException(type);
        }
    }
}
