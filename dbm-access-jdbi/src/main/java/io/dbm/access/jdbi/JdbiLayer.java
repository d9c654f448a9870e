package io.dbm.access.jdbi;

import io.dbm.spi.AccessContext;
import io.dbm.spi.AccessLayer;
import io.dbm.spi.JoinedSession;
import io.dbm.spi.TransactionParticipant;
import java.sql.Connection;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.argument.Arguments;
import org.jdbi.v3.core.extension.Extensions;
import org.jdbi.v3.core.spi.JdbiPlugin;

/**
 * Jdbi on one connection.
 *
 * @param plugins what to install, in order; instances of this connection alone
 */
record JdbiLayer(List<JdbiPlugin> plugins)
        implements AccessLayer<Jdbi>, TransactionParticipant<Jdbi, Handle> {

    @Override
    public Jdbi open(AccessContext context) {
        Jdbi jdbi = Jdbi.create(new Opening.PoolOrJoined(context.client(DataSource.class)));
        jdbi.getConfig(Arguments.class).register(UsualArguments.of(jdbi));
        plugins.forEach(jdbi::installPlugin);
        return jdbi;
    }

    @Override
    public Optional<TransactionParticipant<Jdbi, ?>> transactions() {
        return Optional.of(this);
    }

    @Override
    public Class<Handle> sessionType() {
        return Handle.class;
    }

    @Override
    public JoinedSession<Handle> join(Jdbi jdbi, Connection connection) {
        return new JoinedHandle(jdbi, connection);
    }

    @Override
    public boolean offersMapper(Jdbi jdbi, Class<?> type) {
        return jdbi.getConfig(Extensions.class).hasExtensionFor(type);
    }

    @Override
    public Optional<String> howToOfferMapper(Class<?> type) {
        return Optional.of(
                "for Jdbi, annotate its methods with @SqlQuery and @SqlUpdate, and write 'jdbi {"
                        + " plugins = [org.jdbi.v3.sqlobject.SqlObjectPlugin] }' under dbmanager");
    }
}
