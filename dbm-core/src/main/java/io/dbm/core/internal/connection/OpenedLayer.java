package io.dbm.core.internal.connection;

import io.dbm.core.internal.config.ConfiguredLayer;
import io.dbm.core.internal.transaction.Participant;
import io.dbm.spi.AccessContext;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One access layer on one connection, made on first use and then kept. */
final class OpenedLayer<A> {

    private final ConfiguredLayer<A> configured;
    private final String connection;
    private final AccessContext context;
    private final Services services;
    private final Object making;
    private final Optional<Participant<?, ?>> participant;
    private volatile @Nullable A access;

    /**
     * Makes nothing yet.
     *
     * @param making is locked as long as it is made: one for all layers of a connection, since one
     *     may be asked for while another is made
     */
    OpenedLayer(
            ConfiguredLayer<A> configured,
            String connection,
            AccessContext context,
            Services services,
            Object making) {
        this.configured = configured;
        this.connection = connection;
        this.context = context;
        this.services = services;
        this.making = making;
        String id = configured.adapter().id();
        this.participant =
                configured
                        .layer()
                        .transactions()
                        .map(spi -> new Participant<>(id, this::access, spi));
    }

    ConfiguredLayer<A> configured() {
        return configured;
    }

    /** Returns what takes part in transactions for it, if something does. */
    Optional<Participant<?, ?>> participant() {
        return participant;
    }

    A access() {
        A known = access;
        return known != null ? known : make();
    }

    private A make() {
        synchronized (making) {
            A already = access;
            if (already != null) {
                return already;
            }
            A made = configured.layer().open(context);
            services.customize(configured.adapter().accessType(), connection, made);
            access = made;
            return made;
        }
    }
}
