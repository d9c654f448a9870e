package io.dbm.core.internal.connection;

import io.dbm.core.internal.tracing.Tracing;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** What the application handed to the builder: objects by their type, and customizers. */
public final class Services implements Tracing.Services {

    private final Map<Class<?>, Object> services;
    private final List<Customizer<?>> customizers;

    /** A step that an application takes on each access layer of a type, once it is open. */
    public record Customizer<A>(Class<A> type, BiConsumer<String, ? super A> step) {}

    /** Keeps copies. */
    public Services(Map<Class<?>, Object> services, List<Customizer<?>> customizers) {
        this.services = new LinkedHashMap<>(services);
        this.customizers = new ArrayList<>(customizers);
    }

    /** Returns the object of that type, if there is one. */
    @Override
    public <T> Optional<T> find(Class<T> type) {
        return Optional.ofNullable(type.cast(services.get(type)));
    }

    <A> void customize(Class<A> type, String connection, A access) {
        for (Customizer<?> customizer : customizers) {
            if (customizer.type() == type) {
                @SuppressWarnings("unchecked") // the types are the same, as was just seen
                Customizer<A> matching = (Customizer<A>) customizer;
                matching.step().accept(connection, access);
            }
        }
    }
}
