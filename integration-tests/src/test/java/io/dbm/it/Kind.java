package io.dbm.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.faulty.FaultProxy;
import com.typesafe.config.ConfigFactory;
import io.dbm.Database;
import io.dbm.DatabaseManager;
import io.dbm.NamedConnection;
import io.dbm.core.Dbm;
import io.dbm.provider.mssql.MssqlServer;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.sql.DataSource;

/** A SQL database, with an empty table {@code person}. */
enum Kind {
    POSTGRES("select 1 from pg_sleep(60)"),
    SQLITE(
            "with recursive t(n) as (select 1 union all select n + 1 from t where n < 1e10)"
                    + " select count(*) from t"),
    H2("select count(a.x + b.x) from system_range(1, 1000000) a," + " system_range(1, 1000000) b"),
    MSSQL("waitfor delay '00:01:00'; select 1");

    private final String endless;

    Kind(String endless) {
        this.endless = endless;
    }

    String type() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns a statement that runs for longer than anybody waits. */
    String endless() {
        return endless;
    }

    /** Returns a query timeout, about as short as the database can tell. */
    String queryTimeout() {
        return this == MSSQL ? "1s" : "300ms";
    }

    /** Returns a query that lasts longer than the query timeout. */
    String lasting() {
        return switch (this) {
            case POSTGRES -> "select 1 from pg_sleep(1)";
            case SQLITE ->
                    "with recursive t(n) as (select 1 union all select n + 1 from t where n"
                            + " < 4000000) select count(*) from t";
            case H2 -> throw new IllegalStateException("none lasts as long every time");
            case MSSQL -> "waitfor delay '00:00:01.500'; select 1";
        };
    }

    /** Returns a statement that adds people for longer than anybody waits. */
    String endlessWrite() {
        return "insert into person "
                + switch (this) {
                    case POSTGRES -> "select n, 'x' from generate_series(100, 1e9::int) n";
                    case SQLITE ->
                            "with recursive t(n) as (select 100 union all select n + 1 from t"
                                    + " where n < 1e9) select n, 'x' from t";
                    case H2 -> "select x, 'x' from system_range(100, 1000000000)";
                    case MSSQL -> "values (100, 'x'); waitfor delay '00:01:00'";
                };
    }

    /** Returns a schema that is there, and not the usual one. */
    String anotherSchema() {
        return switch (this) {
            case POSTGRES -> "pg_catalog";
            case SQLITE -> "main";
            case H2 -> "INFORMATION_SCHEMA";
            case MSSQL -> throw new IllegalStateException("it has no schema of a session");
        };
    }

    /** Returns a network that leads to the server of those that have one. */
    FaultProxy network() throws IOException {
        return switch (this) {
            case POSTGRES -> new FaultProxy(TestPostgres.port());
            case MSSQL -> MssqlServer.network();
            case SQLITE, H2 -> throw new IllegalStateException("it has no server");
        };
    }

    /** Returns what is to be heard of a commit on its way to the server. */
    String commit() {
        // SQL Server is told it in UTF-16
        return this == MSSQL ? "C\0O\0M\0M\0I\0T" : "COMMIT";
    }

    /** Connects through a network that understands what it is told. */
    DatabaseManager connect(FaultProxy network, String settings) {
        return connectTo(
                this == MSSQL
                        ? MssqlServer.settingsThrough(network) + "\nsslmode = disable"
                        : TestPostgres.settings() + "\nport = " + network.port(),
                settings);
    }

    DatabaseManager connect(Path folder, String settings) {
        return connectTo(location(folder), settings);
    }

    /** Connects through what a builder has besides. */
    DatabaseManager connect(Dbm.Builder builder, Path folder, String settings) {
        return connectTo(builder, location(folder), settings);
    }

    private static DatabaseManager connectTo(String location, String settings) {
        return connectTo(Dbm.builder(), location, settings);
    }

    private static DatabaseManager connectTo(
            Dbm.Builder builder, String location, String settings) {
        DatabaseManager manager =
                builder.config(
                                ConfigFactory.parseString(
                                        "dbmanager.connections.primary {"
                                                + location
                                                + "\n mybatis { mappers ="
                                                + " [io.dbm.it.PersonMapper],"
                                                + " map-underscore-to-camel-case = true }\n"
                                                + settings
                                                + "}"))
                        .load();
        manager.connect();
        Database database = manager.connection("primary").database();
        database.update("drop table if exists person");
        database.update("create table person (id int primary key, full_name varchar(20))");
        return manager;
    }

    private String location(Path folder) {
        return switch (this) {
            case POSTGRES -> TestPostgres.settings();
            case SQLITE -> "type = sqlite, filepath = \"" + folder.resolve("db") + "\"";
            case H2 -> "type = h2, database = three-layers";
            case MSSQL -> MssqlServer.settings();
        };
    }

    /** Returns the ids that plain JDBC sees, when everything has been given back. */
    List<Integer> people(NamedConnection connection) {
        assertThat(connection.stats().pool().inUse()).as("connections in use").isZero();
        try (Connection jdbc = connection.access(DataSource.class).getConnection();
                Statement statement = jdbc.createStatement();
                ResultSet rows = statement.executeQuery("select id from person order by id")) {
            assertThat(jdbc.getAutoCommit()).isTrue();
            List<Integer> ids = new ArrayList<>();
            while (rows.next()) {
                ids.add(rows.getInt(1));
            }
            return ids;
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
