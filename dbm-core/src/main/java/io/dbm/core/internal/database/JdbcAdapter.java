package io.dbm.core.internal.database;

import io.dbm.spi.AccessAdapter;
import io.dbm.spi.AccessContext;
import io.dbm.spi.AccessLayer;
import io.dbm.spi.AccessSpec;
import io.dbm.spi.JoinedSession;
import io.dbm.spi.TransactionParticipant;
import java.sql.Connection;
import java.util.Optional;
import javax.sql.DataSource;

/** Raw JDBC: the pool itself. */
public final class JdbcAdapter implements AccessAdapter<DataSource> {

    /** For {@link java.util.ServiceLoader}. */
    public JdbcAdapter() {}

    @Override
    public String id() {
        return "jdbc";
    }

    @Override
    public Class<DataSource> accessType() {
        return DataSource.class;
    }

    @Override
    public AccessLayer<DataSource> configure(AccessSpec spec) {
        return new Layer();
    }

    private static final class Layer implements AccessLayer<DataSource> {
        @Override
        public DataSource open(AccessContext context) {
            return context.client(DataSource.class);
        }

        @Override
        public Optional<TransactionParticipant<DataSource, ?>> transactions() {
            return Optional.of(new Plain());
        }
    }

    /** What dbm gives to the layer is what the layer gives to the application. */
    private static final class Plain implements TransactionParticipant<DataSource, Connection> {
        @Override
        public Class<Connection> sessionType() {
            return Connection.class;
        }

        @Override
        public JoinedSession<Connection> join(DataSource access, Connection connection) {
            return new Session(connection);
        }
    }

    private record Session(Connection connection) implements JoinedSession<Connection> {
        @Override
        public Connection session() {
            return connection;
        }

        @Override
        public void close() {}
    }
}
