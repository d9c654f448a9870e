package io.dbm.provider.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/** The driver's data source, which explains why it does not trust a server. */
final class PostgresDataSource extends PGSimpleDataSource {

    private static final long serialVersionUID = 1L;

    @Override
    public Connection getConnection(@Nullable String user, @Nullable String password)
            throws SQLException {
        try {
            return super.getConnection(user, password);
        } catch (SQLException e) {
            throw ServerIdentity.explain(e, this);
        }
    }
}
