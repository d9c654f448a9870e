package io.dbm.core.internal.connection;

import io.dbm.Database;
import io.dbm.core.internal.config.ConfiguredLayer;
import io.dbm.core.internal.config.ConnectionConfig;
import io.dbm.core.internal.database.LayerDatabase;
import io.dbm.core.internal.handle.Handle;
import io.dbm.spi.AccessContext;
import io.dbm.spi.JdbcSessions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The access layers of one connection, each made on first use and then kept. */
final class AccessLayers {

    private final ConnectionConfig config;
    private final Services services;
    private final OfferedAccess offered;
    private final Context context;
    private final Map<Class<?>, Object> opened = new ConcurrentHashMap<>();
    private volatile @Nullable Database database;

    AccessLayers(
            ConnectionConfig config, Services services, OfferedAccess offered, Handle<?> handle) {
        this.config = config;
        this.services = services;
        this.offered = offered;
        this.context = new Context(config.name(), handle.client(), services);
    }

    <T> T get(Class<T> type) {
        Object access = opened.get(type);
        return type.cast(access != null ? access : open(type));
    }

    private Object open(Class<?> type) {
        List<ConfiguredLayer<?>> fitting =
                config.layers().stream()
                        .filter(layer -> layer.adapter().accessType() == type)
                        .toList();
        if (fitting.size() != 1) {
            throw offered.unsupported(config, type);
        }
        return open(fitting.get(0));
    }

    /** One at a time: a layer may be asked for another one while it is made. */
    private synchronized <A> A open(ConfiguredLayer<A> layer) {
        Class<A> type = layer.adapter().accessType();
        Object already = opened.get(type);
        if (already != null) {
            return type.cast(already);
        }
        A access = layer.layer().open(context);
        services.customize(type, config.name(), access);
        opened.put(type, access);
        return access;
    }

    Database database() {
        Database made = database;
        if (made == null) {
            made =
                    config.defaultAccess()
                            .map(this::database)
                            .orElseThrow(() -> offered.notSql(config));
            database = made;
        }
        return made;
    }

    private <A> Database database(ConfiguredLayer<A> layer) {
        JdbcSessions<A> sessions = layer.layer().sessions().orElseThrow();
        return new LayerDatabase<>(config.name(), sessions, open(layer));
    }

    private record Context(String connection, Object client, Services services)
            implements AccessContext {
        @Override
        public <C> C client(Class<C> type) {
            return type.cast(client);
        }

        @Override
        public <T> Optional<T> service(Class<T> type) {
            return services.find(type);
        }
    }
}
