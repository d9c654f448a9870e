package io.dbm.tck;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

class JdbcContractTest extends AccessContract<DataSource> {

    private final H2Database database = new H2Database();

    JdbcContractTest() {
        super("jdbc", DataSource.class);
    }

    @Override
    protected String connection() {
        return "type = h2, " + database.login();
    }

    @Override
    protected void execute(DataSource access, String sql) throws SQLException {
        try (Connection connection = access.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    protected AutoCloseable hold(DataSource access) throws SQLException {
        return access.getConnection();
    }
}
