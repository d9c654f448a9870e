package io.dbm.core.internal.connection;

import io.dbm.core.internal.config.ConfiguredLayer;
import io.dbm.core.internal.config.ConnectionConfig;
import io.dbm.core.internal.handle.Handle;
import io.dbm.core.internal.transaction.Participant;
import io.dbm.core.internal.transaction.Participants;
import io.dbm.spi.AccessContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** The access layers of one connection, each made on first use and then kept. */
final class AccessLayers implements Participants {

    private final ConnectionConfig config;
    private final Services services;
    private final OfferedAccess offered;
    private final Contexts contexts;
    private final Object making;
    private final List<OpenedLayer<?>> layers;
    private final List<Participant<?, ?>> participants;

    /** Those that are the only ones of their type: few, and so looked through. */
    private final OpenedLayer<?>[] byType;

    private final Map<Class<?>, Participant<?, ?>> byMapper = new ConcurrentHashMap<>();

    /** Opens none yet. */
    AccessLayers(
            ConnectionConfig config, Services services, OfferedAccess offered, Handle<?> handle) {
        this(
                config,
                services,
                offered,
                new Contexts(config.name(), handle, services),
                new Object(),
                List.of());
    }

    private AccessLayers(
            ConnectionConfig config,
            Services services,
            OfferedAccess offered,
            Contexts contexts,
            Object making,
            List<OpenedLayer<?>> former) {
        this.config = config;
        this.services = services;
        this.offered = offered;
        this.contexts = contexts;
        this.making = making;
        List<OpenedLayer<?>> all = new ArrayList<>();
        List<Participant<?, ?>> inTransactions = new ArrayList<>();
        for (ConfiguredLayer<?> configured : config.layers()) {
            OpenedLayer<?> layer = layer(configured, former);
            all.add(layer);
            if (layer.participant().isPresent()) {
                inTransactions.add(layer.participant().get());
            }
        }
        this.layers = List.copyOf(all);
        this.byType = unambiguous(all);
        this.participants = List.copyOf(inTransactions);
    }

    private <A> OpenedLayer<?> layer(ConfiguredLayer<A> configured, List<OpenedLayer<?>> former) {
        for (OpenedLayer<?> each : former) {
            if (each.configured().isSameAs(configured)) {
                return each;
            }
        }
        return new OpenedLayer<>(
                configured,
                config,
                contexts.of(configured.adapter().id()),
                services,
                offered,
                making);
    }

    private static OpenedLayer<?>[] unambiguous(List<OpenedLayer<?>> layers) {
        List<OpenedLayer<?>> unambiguous = new ArrayList<>();
        for (OpenedLayer<?> layer : layers) {
            boolean isOnlyOne = true;
            for (OpenedLayer<?> other : layers) {
                isOnlyOne &= other == layer || other.type() != layer.type();
            }
            if (isOnlyOne) {
                unambiguous.add(layer);
            }
        }
        return unambiguous.toArray(new OpenedLayer<?>[0]);
    }

    /** Returns what is to take the place of this: layers whose settings are the same stay. */
    AccessLayers configuredAs(ConnectionConfig next) {
        return new AccessLayers(next, services, offered, contexts, making, layers);
    }

    <T> T get(Class<T> type) {
        for (OpenedLayer<?> each : byType) {
            if (each.type() == type) {
                return type.cast(each.access());
            }
        }
        throw offered.unsupported(config, type, participants);
    }

    @Override
    public Participant<?, ?> ofDatabase() {
        String id = config.defaultAccess().orElseThrow().adapter().id();
        return only(participant -> participant.id().equals(id), "sessions", () -> "");
    }

    @Override
    public Participant<?, ?> ofSession(Class<?> type) {
        return only(
                participant -> participant.spi().sessionType() == type,
                "a session " + type.getName(),
                () -> OfferedAccess.insteadOfSession(config, type, participants));
    }

    @Override
    public Participant<?, ?> ofMapper(Class<?> type) {
        return byMapper.computeIfAbsent(
                type,
                unknown ->
                        only(
                                participant -> participant.offersMapper(unknown),
                                "the mapper " + unknown.getName(),
                                () -> OfferedAccess.howToOfferMapper(unknown, participants)));
    }

    /**
     * @param remedy if there is none
     */
    private Participant<?, ?> only(
            Predicate<Participant<?, ?>> fits, String what, Supplier<String> remedy) {
        List<Participant<?, ?>> fitting = participants.stream().filter(fits).toList();
        if (fitting.isEmpty()) {
            throw offered.notInTransactions(config, what, remedy.get());
        }
        if (fitting.size() > 1) {
            throw offered.severalInTransactions(
                    config, what, fitting.stream().<String>map(Participant::id).toList());
        }
        return fitting.get(0);
    }

    /** What the layers are given, each its own. */
    private record Contexts(String connection, Handle<?> handle, Services services) {
        AccessContext of(String layer) {
            return new Context(connection, handle.clientOf(layer), services);
        }
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
