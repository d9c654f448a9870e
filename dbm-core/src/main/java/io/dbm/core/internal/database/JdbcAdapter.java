package io.dbm.core.internal.database;

import io.dbm.spi.AccessAdapter;
import io.dbm.spi.AccessContext;
import io.dbm.spi.AccessLayer;
import io.dbm.spi.AccessSpec;
import io.dbm.spi.JdbcSession;
import io.dbm.spi.JdbcSessions;
import java.sql.Connection;
import java.sql.SQLException;
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
        public Optional<JdbcSessions<DataSource>> sessions() {
            return Optional.of(Session::open);
        }
    }

    private record Session(Connection connection, boolean transaction) implements JdbcSession {

        static Session open(DataSource pool, boolean transaction) throws SQLException {
            Connection connection = pool.getConnection();
            if (transaction) {
                try {
                    connection.setAutoCommit(false);
                } catch (SQLException e) {
                    connection.close();
                    throw e;
                }
            }
            return new Session(connection, transaction);
        }

        @Override
        public void commit() throws SQLException {
            connection.commit();
        }

        @Override
        public void rollback() throws SQLException {
            connection.rollback();
        }

        /** The pool rolls back what was not committed, and turns autocommit on again. */
        @Override
        public void close() throws SQLException {
            connection.close();
        }
    }
}
