package io.dbm.it.property;

import com.typesafe.config.ConfigFactory;
import io.dbm.DatabaseManager;
import io.dbm.Isolation;
import io.dbm.core.Dbm;
import io.dbm.it.TestPostgres;
import io.dbm.provider.mssql.tds.TdsServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.ibatis.session.ExecutorType;
import org.apache.ibatis.session.SqlSessionFactory;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.sqlobject.SqlObjectPlugin;

/**
 * A database, and how the access layers on it are set up.
 *
 * @param executor what MyBatis runs statements with by default
 * @param defaultAccess what {@code Database} runs on
 */
record Setup(Kind kind, ExecutorType executor, String defaultAccess) {

    private static final AtomicInteger DATABASES = new AtomicInteger();

    /** A kind of database. */
    enum Kind {
        H2,
        SQLITE,
        POSTGRES,
        MSSQL
    }

    /** Whether two of its transactions may write at once. */
    boolean hasSeveralConnections() {
        return kind != Kind.SQLITE;
    }

    /**
     * Returns an isolation that no transaction of the scripts fails by: on PostgreSQL, two that are
     * serializable may conflict on an index page; H2 2.5, which SQL Server's stand-in has inside,
     * does not undo everything back to a savepoint when reads are repeatable.
     */
    private Isolation strictIsolation() {
        return kind == Kind.POSTGRES ? Isolation.REPEATABLE_READ : Isolation.SERIALIZABLE;
    }

    /** Whether all that are opened share one database. */
    boolean hasOneDatabase() {
        return kind == Kind.POSTGRES;
    }

    Bench open(Path folder, Faults faults) throws SQLException {
        String name = "property" + DATABASES.incrementAndGet();
        String file = folder.resolve(name).toString();
        Optional<TdsServer> server =
                kind == Kind.MSSQL
                        ? Optional.of(
                                TdsServer.start(
                                        Optional.empty(), Map.of("app", "app"), List.of(name)))
                        : Optional.empty();
        String settings =
                switch (kind) {
                    case H2 -> "type = breakable-h2, database = " + name;
                    case SQLITE ->
                            "type = breakable-sqlite, dsn = \"jdbc:sqlite:%s?synchronous=OFF\""
                                    .formatted(file);
                    case POSTGRES -> TestPostgres.settings();
                    case MSSQL ->
                            ("type = breakable-mssql, host = localhost, port = %d, database = %s,"
                                            + " user = app, password = app, sslmode = disable")
                                    .formatted(server.orElseThrow().port(), name);
                };
        String url =
                switch (kind) {
                    case H2 -> "jdbc:h2:mem:" + name;
                    case SQLITE -> "jdbc:sqlite:" + file + "?synchronous=OFF";
                    case POSTGRES -> TestPostgres.url();
                    case MSSQL ->
                            ("jdbc:sqlserver://localhost:%d;databaseName=%s;user=app;password=app;"
                                            + "encrypt=false")
                                    .formatted(server.orElseThrow().port(), name);
                };
        DatabaseManager manager =
                Dbm.builder()
                        .config(
                                ConfigFactory.parseString(
                                        "dbmanager.connections.primary { %s, max-open-conns = %d,"
                                                        .formatted(
                                                                settings,
                                                                hasSeveralConnections() ? 2 : 1)
                                                + " default-access = "
                                                + defaultAccess
                                                + ", mybatis.mappers = ["
                                                + ItemMapper.class.getName()
                                                + "] }"))
                        .service(Faults.class, faults)
                        .customize(SqlSessionFactory.class, (of, factory) -> customize(factory))
                        .customize(Jdbi.class, (of, jdbi) -> customize(jdbi))
                        .load();
        manager.connect();
        Connection observer = DriverManager.getConnection(url);
        return new Bench(manager, observer, server, faults, strictIsolation());
    }

    private void customize(SqlSessionFactory factory) {
        factory.getConfiguration().setDefaultExecutorType(executor);
    }

    private static void customize(Jdbi jdbi) {
        jdbi.installPlugin(new SqlObjectPlugin());
        jdbi.registerRowMapper(Row.class, (row, context) -> Layer.row(row));
    }

    @Override
    public String toString() {
        return kind + ", MyBatis " + executor + ", Database on " + defaultAccess;
    }
}
