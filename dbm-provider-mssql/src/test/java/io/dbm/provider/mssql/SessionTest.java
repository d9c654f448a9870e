package io.dbm.provider.mssql;

import static io.dbm.provider.mssql.MssqlServer.query;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;

import io.dbm.DatabaseManager;
import io.dbm.provider.mssql.tds.Browser;
import java.io.IOException;
import java.net.BindException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What has arrived at the server, or at the driver, when a physical connection is open. */
@Timeout(30)
class SessionTest {

    private final Map<String, Object> keys = MssqlServer.keys();

    @Test
    void hasTheApplicationName() {
        keys.put("application-name", "shop's");
        assertThat(query(keys, "select app_name()")).isEqualTo("shop's");
    }

    @Test
    void hasThePropertiesOfTheDriver() {
        MssqlServer.properties(keys).putAll(Map.of("APPLICATIONNAME", "shop"));
        assertThat(query(keys, "select app_name()")).isEqualTo("shop");
    }

    @Test
    void hasTheSchemaOfTheUser() {
        String schema = query(keys, "select schema_name()");
        keys.put("schema", schema);
        assertThat(query(keys, "select schema_name()")).isEqualTo(schema);
    }

    @Test
    @OnStandIn
    void hasAnotherSchemaWhereTheUserHas() {
        keys.putAll(Map.of("user", "keeper", "password", "keeper-password", "schema", "shop"));
        assertThat(query(keys, "select schema_name()")).isEqualTo("shop");
    }

    @Test
    void refusesToSetASchemaOfItsOwn() throws SQLException {
        try (DatabaseManager manager = MssqlServer.connect(keys);
                Connection connection = connection(manager)) {
            assertThatThrownBy(() -> connection.setSchema("shop"))
                    .isInstanceOf(SQLFeatureNotSupportedException.class)
                    .hasMessage(
                            "SQL Server has no schema of a session: write it before the name, or set"
                                    + " the user's with ALTER USER … WITH DEFAULT_SCHEMA");
        }
    }

    @Test
    void hasASocketTimeoutLongerThanTheQueryTimeout() throws SQLException {
        keys.put("query-timeout", "7s");
        assertThat(networkTimeout()).isEqualTo(8300);
        keys.put("query-timeout", "0");
        assertThat(networkTimeout()).isZero();
    }

    @Test
    void hasTheLimitsOfThePropertiesInPlaceOfDefaults() throws SQLException {
        MssqlServer.properties(keys).putAll(Map.of("socketTimeout", "9000", "queryTimeout", "3"));
        assertThat(networkTimeout()).isEqualTo(9000);
        try (DatabaseManager manager = MssqlServer.connect(keys);
                Connection connection = connection(manager)) {
            assertThat(connection.createStatement().getQueryTimeout()).isEqualTo(3);
        }
        MssqlServer.properties(keys).remove("socketTimeout");
        assertThat(networkTimeout()).isEqualTo(4300);
    }

    @Test
    @OnStandIn
    void isOpenedWhereADsnSays() {
        int port = MssqlServer.standIn().port();
        for (String dsn :
                new String[] {
                    "sqlserver://app:app-password@localhost:%d?database=app&sslmode=require",
                    "jdbc:sqlserver://localhost:%d;database=app;user=app;password={app-password};"
                            + "encrypt=true;trustServerCertificate=true"
                }) {
            assertThat(query(MssqlServer.dsn(dsn.formatted(port)), "select db_name()"))
                    .isEqualTo("app");
        }
    }

    @Test
    @OnStandIn
    void takesFromTheKeysWhatTheDsnLeavesOut() {
        keys.remove("host");
        keys.put("dsn", "sqlserver://localhost");
        assertThat(query(keys, "select db_name()")).isEqualTo("app");
    }

    /** The browser's port is fixed: where somebody else has it, nothing can be told. */
    @Test
    @OnStandIn
    void isOpenedAtThePortThatTheServerTellsOfANamedInstance() throws IOException {
        try (Browser browser = Browser.start("SQLEXPRESS", MssqlServer.standIn().port())) {
            keys.remove("port");
            keys.put("host", "127.0.0.1\\SQLEXPRESS");
            assertThat(query(keys, "select db_name()")).isEqualTo("app");
            for (String dsn :
                    List.of(
                            "sqlserver://app:app-password@127.0.0.1%5CSQLEXPRESS?database=app"
                                    + "&sslmode=require",
                            "jdbc:sqlserver://127.0.0.1\\SQLEXPRESS;database=app;user=app;"
                                    + "password=app-password;sslmode=require")) {
                assertThat(query(MssqlServer.dsn(dsn), "select db_name()")).isEqualTo("app");
            }
        } catch (BindException e) {
            abort("another browser runs here");
        }
    }

    private int networkTimeout() throws SQLException {
        try (DatabaseManager manager = MssqlServer.connect(keys);
                Connection connection = connection(manager)) {
            return connection.getNetworkTimeout();
        }
    }

    private static Connection connection(DatabaseManager manager) throws SQLException {
        return manager.connection("primary").access(DataSource.class).getConnection();
    }
}
