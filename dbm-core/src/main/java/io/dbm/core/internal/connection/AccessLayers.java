package io.dbm.core.internal.connection;

import io.dbm.core.internal.config.ConfiguredLayer;
import io.dbm.core.internal.config.ConnectionConfig;
import io.dbm.core.internal.handle.Handle;
import io.dbm.core.internal.transaction.Participant;
import io.dbm.core.internal.transaction.Participants;
import io.dbm.spi.AccessContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The access layers of one connection, each made on first use and then kept. */
final class AccessLayers implements Participants {

    private final ConnectionConfig config;
    private final Services services;
    private final OfferedAccess offered;
    private final Handle<?> handle;
    private final Context context;
    private final List<ConfiguredLayer<?>> layers;
    private final Map<Class<?>, Object> opened = new ConcurrentHashMap<>();
    private final List<Participant<?, ?>> participants;
    private final Map<Class<?>, Participant<?, ?>> byMapper = new ConcurrentHashMap<>();

    /** Opens none yet. */
    AccessLayers(
            ConnectionConfig config, Services services, OfferedAccess offered, Handle<?> handle) {
        this(config, services, offered, handle, List.of());
    }

    private AccessLayers(
            ConnectionConfig config,
            Services services,
            OfferedAccess offered,
            Handle<?> handle,
            List<ConfiguredLayer<?>> former) {
        this.config = config;
        this.services = services;
        this.offered = offered;
        this.handle = handle;
        this.context = new Context(config.name(), handle.client(), services);
        this.layers =
                config.layers().stream()
                        .<ConfiguredLayer<?>>map(layer -> layer.orSameOf(former))
                        .toList();
        this.participants = layers.stream().flatMap(this::participant).toList();
    }

    /** Returns what is to take the place of this: layers whose settings are the same stay. */
    synchronized AccessLayers configuredAs(ConnectionConfig next) {
        AccessLayers successor = new AccessLayers(next, services, offered, handle, layers);
        for (ConfiguredLayer<?> layer : successor.layers) {
            Class<?> type = layer.adapter().accessType();
            Object access = opened.get(type);
            if (access != null && layers.contains(layer)) {
                successor.opened.put(type, access);
            }
        }
        return successor;
    }

    <T> T get(Class<T> type) {
        Object access = opened.get(type);
        return type.cast(access != null ? access : open(type));
    }

    private Object open(Class<?> type) {
        List<ConfiguredLayer<?>> fitting =
                layers.stream().filter(layer -> layer.adapter().accessType() == type).toList();
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

    private <A> Stream<Participant<?, ?>> participant(ConfiguredLayer<A> layer) {
        String id = layer.adapter().id();
        return layer.layer().transactions().stream()
                .map(spi -> new Participant<>(id, () -> get(layer), spi));
    }

    private <A> A get(ConfiguredLayer<A> layer) {
        return get(layer.adapter().accessType());
    }

    @Override
    public Participant<?, ?> ofDatabase() {
        String id = config.defaultAccess().orElseThrow().adapter().id();
        return only(participant -> participant.id().equals(id), "sessions");
    }

    @Override
    public Participant<?, ?> ofSession(Class<?> type) {
        return only(
                participant -> participant.spi().sessionType() == type,
                "a session " + type.getName());
    }

    @Override
    public Participant<?, ?> ofMapper(Class<?> type) {
        return byMapper.computeIfAbsent(
                type,
                unknown ->
                        only(
                                participant -> participant.offersMapper(unknown),
                                "the mapper " + unknown.getName()));
    }

    private Participant<?, ?> only(Predicate<Participant<?, ?>> fits, String what) {
        List<Participant<?, ?>> fitting = participants.stream().filter(fits).toList();
        if (fitting.size() != 1) {
            throw offered.notInTransactions(
                    config, what, fitting.stream().<String>map(Participant::id).toList());
        }
        return fitting.get(0);
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
