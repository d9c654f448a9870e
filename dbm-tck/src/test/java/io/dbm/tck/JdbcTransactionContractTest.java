package io.dbm.tck;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

class JdbcTransactionContractTest extends TransactionContract<Connection> {

    private final H2Database database = new H2Database();

    JdbcTransactionContractTest() {
        super(Connection.class);
    }

    @Override
    protected String connection() {
        return "type = h2, " + database.login();
    }

    @Override
    protected void execute(Connection session, String sql) throws SQLException {
        try (Statement statement = session.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    protected long read(Connection session, String sql) throws SQLException {
        try (Statement statement = session.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    @Override
    protected void commit(Connection session) throws SQLException {
        session.commit();
    }

    @Override
    protected void rollback(Connection session) throws SQLException {
        session.rollback();
    }
}
