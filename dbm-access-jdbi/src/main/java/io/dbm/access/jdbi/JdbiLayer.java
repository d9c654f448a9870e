package io.dbm.access.jdbi;

import io.dbm.spi.AccessContext;
import io.dbm.spi.AccessLayer;
import io.dbm.spi.JdbcSessions;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.spi.JdbiPlugin;

/**
 * Jdbi on one connection.
 *
 * @param plugins what to install, in order; instances of this connection alone
 */
record JdbiLayer(List<JdbiPlugin> plugins) implements AccessLayer<Jdbi> {

    @Override
    public Jdbi open(AccessContext context) {
        DataSource pool = context.client(DataSource.class);
        Jdbi jdbi = Jdbi.create(pool::getConnection);
        plugins.forEach(jdbi::installPlugin);
        return jdbi;
    }

    @Override
    public Optional<JdbcSessions<Jdbi>> sessions() {
        return Optional.of(JdbiSession::open);
    }
}
