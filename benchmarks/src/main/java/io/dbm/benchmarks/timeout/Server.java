package io.dbm.benchmarks.timeout;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigUtil;
import io.dbm.DatabaseManager;
import io.dbm.NamedConnection;
import io.dbm.benchmarks.store.Store;
import io.dbm.core.Dbm;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.bson.Document;

/**
 * A database with a table of {@link Store#ROWS} rows.
 *
 * @param database its name, for people
 * @param kind what answers for it
 * @param settings what dbm is told of it, in HOCON
 * @param table that is its own, or collection
 * @param url for MongoDB's own client; none for JDBC
 * @param owner is closed after that
 */
record Server(
        String database,
        String kind,
        String settings,
        String table,
        Optional<String> url,
        AutoCloseable owner)
        implements AutoCloseable {

    /** For queries, in seconds. */
    static final int NO_LIMIT = 0;

    private static final String NAME = "target";
    private static final String REAL = "real";
    private static final String STAND_IN = "stand-in";

    /** Starts each in turn; of those that can run here, all have been started. */
    static final List<Starting> ALL =
            List.of(
                    () -> of(Store.POSTGRES),
                    () -> of(Store.SQLITE),
                    Server::mssql,
                    Server::mongodb);

    /** Starts a server, or finds one. */
    @FunctionalInterface
    interface Starting {
        Server start() throws IOException;
    }

    private static Server of(Store store) {
        return jdbc(store.label(), REAL, store.settings(), () -> {});
    }

    /** As the tests of its plugin do, takes the server that the environment names, if any. */
    private static Server mssql() throws IOException {
        Optional<String> real = named("DBM_TEST_MSSQL_URL");
        if (real.isPresent()) {
            return jdbc(
                    "SQL Server",
                    REAL,
                    "type = mssql"
                            + setting("dsn", real)
                            + setting("user", named("DBM_TEST_MSSQL_USER"))
                            + setting("password", named("DBM_TEST_MSSQL_PASSWORD")),
                    () -> {});
        }
        StandIn standIn = StandIn.start("mssql");
        return jdbc(
                "SQL Server",
                STAND_IN,
                "type = mssql, host = localhost, sslmode = disable, port = %d"
                                .formatted(standIn.port())
                        + setting("user", Optional.of(StandIn.USER))
                        + setting("password", Optional.of(StandIn.PASSWORD))
                        + setting("database", Optional.of(StandIn.DATABASE)),
                standIn);
    }

    private static Server mongodb() throws IOException {
        Optional<String> real = named("DBM_TEST_MONGO_URL");
        if (real.isPresent()) {
            return mongodb(REAL, real.get(), () -> {});
        }
        StandIn standIn = StandIn.start("mongodb");
        return mongodb(STAND_IN, "mongodb://127.0.0.1:%d/".formatted(standIn.port()), standIn);
    }

    private static Server mongodb(String kind, String url, AutoCloseable owner) {
        String database = newName();
        Server server =
                new Server(
                        "MongoDB",
                        kind,
                        "type = mongodb, database = " + database + setting("dsn", Optional.of(url)),
                        database,
                        Optional.of(url),
                        owner);
        try (MongoClient client = MongoClients.create(url)) {
            server.of(client)
                    .getCollection(server.table)
                    .insertMany(
                            IntStream.range(0, Store.ROWS)
                                    .mapToObj(id -> new Document("_id", id).append("n", id))
                                    .toList());
        }
        return server;
    }

    private static Server jdbc(String database, String kind, String settings, AutoCloseable owner) {
        String table = newName();
        Server server = new Server(database, kind, settings, table, Optional.empty(), owner);
        try (DatabaseManager manager = server.open(NO_LIMIT)) {
            Store.fill(connection(manager).database(), table);
        }
        return server;
    }

    /** Returns a name that no table has. */
    private static String newName() {
        return "dbm_" + UUID.randomUUID().toString().substring(0, 8);
    }

    private static Optional<String> named(String variable) {
        return Optional.ofNullable(System.getenv(variable)).filter(value -> !value.isEmpty());
    }

    private static String setting(String key, Optional<String> value) {
        return value.map(it -> ", " + key + " = " + ConfigUtil.quoteString(it)).orElse("");
    }

    /** Opens it by dbm, with a limit for queries; zero is none. */
    DatabaseManager open(int seconds) {
        DatabaseManager manager =
                Dbm.load(
                        ConfigFactory.parseString(
                                "dbmanager.connections.%s { %s, query-timeout = %ds }"
                                        .formatted(NAME, settings, seconds)));
        manager.connect();
        return manager;
    }

    /** Returns the one connection of a manager that was opened here. */
    static NamedConnection connection(DatabaseManager manager) {
        return manager.connection(NAME);
    }

    /** Returns the database of one of MongoDB's own clients. */
    MongoDatabase of(MongoClient client) {
        return client.getDatabase(table);
    }

    /** Takes the table away, and stops what was started. */
    @Override
    public void close() throws Exception {
        try (owner) {
            if (url.isPresent()) {
                try (MongoClient client = MongoClients.create(url.get())) {
                    of(client).drop();
                }
            } else {
                try (DatabaseManager manager = open(NO_LIMIT)) {
                    connection(manager).database().update("drop table " + table);
                }
            }
        }
    }
}
