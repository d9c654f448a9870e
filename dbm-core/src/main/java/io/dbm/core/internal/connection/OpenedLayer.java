package io.dbm.core.internal.connection;

import io.dbm.core.internal.config.ConfiguredLayer;
import io.dbm.core.internal.config.ConnectionConfig;
import io.dbm.core.internal.plugin.ContextLoader;
import io.dbm.core.internal.transaction.Participant;
import io.dbm.spi.AccessContext;
import io.dbm.spi.TransactionParticipant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One access layer on one connection, made on first use and then kept. */
final class OpenedLayer<A> {

    private final Class<A> type;
    private volatile @Nullable A access;
    private final ConfiguredLayer<A> configured;
    private final ConnectionConfig config;
    private final AccessContext context;
    private final Services services;
    private final OfferedAccess offered;
    private final Object making;
    private final Optional<Participant<?, ?>> participant;

    /**
     * Makes nothing yet.
     *
     * @param making is locked as long as it is made: one for all layers of a connection, since one
     *     may be asked for while another is made
     */
    OpenedLayer(
            ConfiguredLayer<A> configured,
            ConnectionConfig config,
            AccessContext context,
            Services services,
            OfferedAccess offered,
            Object making) {
        this.type = configured.adapter().accessType();
        this.configured = configured;
        this.config = config;
        this.context = context;
        this.services = services;
        this.offered = offered;
        this.making = making;
        this.participant = participant(configured);
    }

    private Optional<Participant<?, ?>> participant(ConfiguredLayer<A> configured) {
        Optional<TransactionParticipant<A, ?>> spi = configured.layer().transactions();
        return spi.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Participant<>(configured.adapter().id(), this::access, spi.get()));
    }

    /** Returns what callers ask for it by. */
    Class<A> type() {
        return type;
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
            A made = open();
            services.customize(type, config.name(), made);
            access = made;
            return made;
        }
    }

    private A open() {
        try (ContextLoader its = ContextLoader.of(configured.layer())) {
            return configured.layer().open(context);
        } catch (LinkageError e) {
            throw offered.misfit(config, configured.adapter(), e);
        }
    }
}
