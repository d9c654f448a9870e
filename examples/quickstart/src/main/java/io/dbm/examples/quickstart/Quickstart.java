package io.dbm.examples.quickstart;

import com.typesafe.config.ConfigFactory;
import io.dbm.ConnectionStats;
import io.dbm.Database;
import io.dbm.DatabaseManager;
import io.dbm.NamedConnection;
import io.dbm.PoolStats;
import io.dbm.core.Dbm;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.apache.ibatis.session.SqlSession;
import org.apache.ibatis.session.SqlSessionFactory;
import org.jdbi.v3.core.Jdbi;

/**
 * Writes and reads the same rows through every access layer, on one pool, and prints what it did.
 */
public final class Quickstart {

    private Quickstart() {}

    /** Runs once, ends by itself, and leaves nothing behind. */
    public static void main(String[] args) throws Exception {
        try (TemporaryFolder folder = TemporaryFolder.create()) {
            Optional<TemporaryPostgres> postgres = startPostgres(folder.path());
            try {
                run(folder.path(), postgres);
            } finally {
                if (postgres.isPresent()) {
                    postgres.get().close();
                }
            }
        }
    }

    private static Optional<TemporaryPostgres> startPostgres(Path folder) {
        try {
            TemporaryPostgres server = TemporaryPostgres.start(folder);
            print("A PostgreSQL server runs on port " + server.port() + ", from Maven Central.");
            return Optional.of(server);
        } catch (IOException | RuntimeException e) {
            String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            print("No PostgreSQL here (" + reason + "), so 'primary' is SQLite.");
            return Optional.empty();
        }
    }

    private static void run(Path folder, Optional<TemporaryPostgres> postgres) throws SQLException {
        System.setProperty("quickstart.folder", folder.toString());
        postgres.ifPresent(
                server -> System.setProperty("quickstart.port", Integer.toString(server.port())));
        try (DatabaseManager manager =
                postgres.isPresent()
                        ? Dbm.load()
                        : Dbm.load(ConfigFactory.load("without-postgres"))) {
            long start = System.nanoTime();
            manager.connect();
            long millis = (System.nanoTime() - start) / 1_000_000;
            print("connect() opened " + names(manager) + " in " + millis + " ms.");

            fourWaysToTheSameRows(manager.defaultConnection());
            aTransaction(manager.connection("cache-db").database());
            memory(manager.connection("scratch").database());

            manager.healthCheck();
            printTable(manager);
        }
    }

    private static void fourWaysToTheSameRows(NamedConnection connection) throws SQLException {
        DataSource jdbc = connection.access(DataSource.class);
        Jdbi jdbi = connection.access(Jdbi.class);
        SqlSessionFactory myBatis = connection.access(SqlSessionFactory.class);
        Database database = connection.database();

        database.update("create table person (id int primary key, full_name varchar(50))");
        print("");
        print("On '" + connection.name() + "', one pool, each layer writes a row and reads all:");

        try (Connection borrowed = jdbc.getConnection();
                PreparedStatement insert =
                        borrowed.prepareStatement("insert into person values (?, ?)")) {
            insert.setInt(1, 1);
            insert.setString(2, "Ada Lovelace");
            insert.executeUpdate();
        }
        jdbi.useHandle(handle -> handle.execute("insert into person values (2, 'Grace Hopper')"));
        try (SqlSession session = myBatis.openSession(true)) {
            session.getMapper(PersonMapper.class).add(3, "Barbara Liskov");
        }
        database.update("insert into person values (?, ?)", 4, "Frances Allen");

        printRows("JDBC", readWithJdbc(jdbc));
        printRows(
                "Jdbi",
                jdbi.withHandle(
                        handle ->
                                handle.createQuery("select * from person order by id")
                                        .map((row, context) -> person(row))
                                        .list()));
        try (SqlSession session = myBatis.openSession()) {
            printRows("MyBatis", session.getMapper(PersonMapper.class).all());
        }
        printRows(
                "Database", database.query("select * from person order by id", Quickstart::person));
    }

    private static List<Person> readWithJdbc(DataSource jdbc) throws SQLException {
        try (Connection borrowed = jdbc.getConnection();
                PreparedStatement query =
                        borrowed.prepareStatement("select * from person order by id");
                ResultSet row = query.executeQuery()) {
            List<Person> people = new ArrayList<>();
            while (row.next()) {
                people.add(person(row));
            }
            return people;
        }
    }

    private static Person person(ResultSet row) throws SQLException {
        return new Person(row.getInt("id"), row.getString("full_name"));
    }

    private static void aTransaction(Database cache) {
        cache.update("create table entry (name text primary key, hits int)");
        int hits =
                cache.inTransaction(
                        tx -> {
                            tx.update("insert into entry values ('front-page', 41)");
                            tx.update("update entry set hits = hits + 1");
                            return tx.queryOne("select hits from entry", row -> row.getInt(1))
                                    .orElseThrow();
                        });
        print("");
        print("On 'cache-db', through MyBatis, a transaction counted to " + hits + ".");
    }

    private static void memory(Database scratch) {
        scratch.update("create table number (n int)");
        scratch.update("insert into number values (1), (2), (3)");
        int sum = scratch.queryOne("select sum(n) from number", row -> row.getInt(1)).orElseThrow();
        print("On 'scratch', through Jdbi and in memory, three numbers add up to " + sum + ".");
    }

    private static void printRows(String layer, List<Person> people) {
        String names = people.stream().map(Person::fullName).collect(Collectors.joining(", "));
        print(String.format("  %-8s %s", layer, names));
    }

    private static void printTable(DatabaseManager manager) {
        String format = "%-10s %-9s %-9s %5s %7s %5s %4s %6s";
        print("");
        print(
                String.format(
                        format, "NAME", "TYPE", "HEALTH", "OPEN", "IN USE", "IDLE", "MAX",
                        "WAITS"));
        for (ConnectionStats each : manager.stats().connections().values()) {
            PoolStats pool = each.pool();
            print(
                    String.format(
                            format,
                            each.name(),
                            each.type(),
                            each.health().status(),
                            pool.open(),
                            pool.inUse(),
                            pool.idle(),
                            pool.max(),
                            pool.waits()));
        }
    }

    private static String names(DatabaseManager manager) {
        return manager.connections().stream()
                .map(connection -> connection.name() + " (" + connection.type() + ")")
                .collect(Collectors.joining(", "));
    }

    private static void print(String line) {
        System.out.println(line);
    }
}
