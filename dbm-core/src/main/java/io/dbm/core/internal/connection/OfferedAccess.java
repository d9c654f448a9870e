package io.dbm.core.internal.connection;

import io.dbm.UnsupportedAccessException;
import io.dbm.core.internal.config.ConfiguredLayer;
import io.dbm.core.internal.config.ConnectionConfig;
import io.dbm.core.internal.plugin.Artifacts;
import io.dbm.core.internal.plugin.Misfit;
import io.dbm.core.internal.transaction.Participant;
import io.dbm.spi.AccessAdapter;
import io.dbm.spi.DatabaseProvider;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/** Knows every access adapter, so that an error can say why one of them does not serve. */
public final class OfferedAccess {

    private final List<AccessAdapter<?>> adapters;
    private final List<DatabaseProvider> providers;

    /** Keeps the plugins that were found. */
    public OfferedAccess(List<AccessAdapter<?>> adapters, List<DatabaseProvider> providers) {
        this.adapters = List.copyOf(adapters);
        this.providers = List.copyOf(providers);
    }

    UnsupportedAccessException unsupported(
            ConnectionConfig config, Class<?> type, List<Participant<?, ?>> participants) {
        List<AccessAdapter<?>> claimants =
                adapters.stream().filter(adapter -> adapter.accessType() == type).toList();
        Optional<Class<?>> required = claimants.stream().findFirst().map(AccessAdapter::clientType);
        String reason;
        if (required.isEmpty()) {
            reason =
                    participants.stream()
                            .filter(each -> each.spi().sessionType() == type)
                            .findFirst()
                            .map(each -> whereSessionsAre(config, type, each.id()))
                            .orElseGet(() -> Artifacts.whereToFind(type));
        } else if (required.get() != config.clientType()) {
            reason = type.getSimpleName() + " needs " + describe(required.get());
        } else {
            String plugins =
                    claimants.stream()
                            .map(adapter -> adapter.getClass().getName())
                            .collect(Collectors.joining(", "));
            reason =
                    claimants.size() > 1
                            ? "more than one plugin brings " + type.getSimpleName() + ": " + plugins
                            : "the plugin " + plugins + " failed when it was configured";
        }
        return new UnsupportedAccessException(heading(config) + reason, required, offered(config));
    }

    /** Returns the error that a plugin does not fit to what it is run with. */
    UnsupportedAccessException misfit(
            ConnectionConfig config, AccessAdapter<?> adapter, LinkageError failure) {
        String plugin = adapter.getClass().getName();
        UnsupportedAccessException error =
                new UnsupportedAccessException(
                        heading(config)
                                + Misfit.of(adapter.getClass(), failure)
                                        .orElse("the plugin " + plugin + " failed: " + failure),
                        Optional.of(adapter.clientType()),
                        offered(config));
        error.addSuppressed(failure);
        return error;
    }

    /** Returns the error that something of dbm's own needs a SQL database. */
    UnsupportedAccessException notSql(ConnectionConfig config, String what, String remedy) {
        return new UnsupportedAccessException(
                heading(config) + what + " needs " + describe(DataSource.class) + remedy,
                Optional.of(DataSource.class),
                offered(config));
    }

    private static String whereSessionsAre(ConnectionConfig config, Class<?> type, String id) {
        String session = type.getSimpleName();
        String access =
                config.layers().stream()
                        .map(ConfiguredLayer::adapter)
                        .filter(adapter -> adapter.id().equals(id))
                        .map(adapter -> adapter.accessType().getSimpleName())
                        .collect(Collectors.joining());
        return session
                + " is what a transaction gives, by tx.session("
                + session
                + ".class): ask for it there, or take one from access("
                + access
                + ".class)";
    }

    /** Returns the error that nobody takes part in transactions with that. */
    UnsupportedAccessException notInTransactions(
            ConnectionConfig config, String what, String remedy) {
        return new UnsupportedAccessException(
                heading(config) + "none of them brings " + what + remedy,
                Optional.empty(),
                offered(config));
    }

    /** Returns the error that several take part in transactions with that. */
    UnsupportedAccessException severalInTransactions(
            ConnectionConfig config, String what, List<String> claimants) {
        return new UnsupportedAccessException(
                heading(config)
                        + "more than one of them brings "
                        + what
                        + ": "
                        + String.join(", ", claimants),
                Optional.empty(),
                offered(config));
    }

    /** Says which sessions there are, and where there is that which is none. */
    static String insteadOfSession(
            ConnectionConfig config, Class<?> type, List<Participant<?, ?>> participants) {
        String sessions =
                participants.stream()
                        .map(each -> each.spi().sessionType().getSimpleName())
                        .collect(Collectors.joining(", "));
        return (offered(config).contains(type)
                        ? ": the connection has it, by access(" + type.getSimpleName() + ".class)"
                        : "")
                + "; sessions are "
                + sessions;
    }

    /** Says what to write to have the layers offer that mapper. */
    static String howToOfferMapper(Class<?> type, List<Participant<?, ?>> participants) {
        List<String> ways =
                participants.stream()
                        .flatMap(each -> each.spi().howToOfferMapper(type).stream())
                        .toList();
        return ways.isEmpty() ? "" : ": " + String.join("; ", ways);
    }

    private static String heading(ConnectionConfig config) {
        return "connection '"
                + config.name()
                + "' is "
                + config.type()
                + " and offers "
                + offered(config).stream()
                        .map(Class::getSimpleName)
                        .collect(Collectors.joining(", "))
                + "; ";
    }

    private String describe(Class<?> client) {
        if (client == DataSource.class) {
            return "a SQL database";
        }
        String types =
                providers.stream()
                        .filter(provider -> provider.clientType() == client)
                        .map(DatabaseProvider::type)
                        .distinct()
                        .sorted()
                        .collect(Collectors.joining(" or "));
        return types.isEmpty() ? "a " + client.getSimpleName() : "a database of type " + types;
    }

    private static List<Class<?>> offered(ConnectionConfig config) {
        return config.layers().stream()
                .map(ConfiguredLayer::adapter)
                .<Class<?>>map(AccessAdapter::accessType)
                .toList();
    }
}
