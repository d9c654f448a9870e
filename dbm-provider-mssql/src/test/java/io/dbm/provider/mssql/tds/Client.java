package io.dbm.provider.mssql.tds;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/** The driver, and nothing of dbm, with a server of its own. */
final class Client {

    private static final TdsServer SERVER = start(Optional.empty());

    private Client() {}

    static TdsServer start(Optional<SSLContext> tls) {
        return TdsServer.start(tls, Map.of("sa", "good"), List.of("master", "app"));
    }

    static TdsServer server() {
        return SERVER;
    }

    static Connection connect() throws SQLException {
        return connect("");
    }

    /** Connects with more of the driver's properties, each followed by a semicolon. */
    static Connection connect(String properties) throws SQLException {
        return connect(SERVER, "encrypt=false;" + properties);
    }

    static Connection connect(TdsServer server, String properties) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:sqlserver://localhost:"
                        + server.port()
                        + ";"
                        + properties
                        + "databaseName=app;user=sa;password=good");
    }

    static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    static int number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getInt(1);
        }
    }
}
