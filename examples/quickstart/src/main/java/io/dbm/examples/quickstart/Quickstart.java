package io.dbm.examples.quickstart;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import io.dbm.Database;
import io.dbm.DatabaseManager;
import io.dbm.NamedConnection;
import io.dbm.UnsupportedAccessException;
import io.dbm.core.Dbm;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import javax.sql.DataSource;
import org.apache.ibatis.session.SqlSession;
import org.apache.ibatis.session.SqlSessionFactory;
import org.bson.Document;
import org.jdbi.v3.core.Jdbi;

/** Writes and reads through every access layer, on one pool for each connection, and prints it. */
public final class Quickstart {

    private Quickstart() {}

    /** Runs once, ends by itself, and leaves nothing behind. */
    public static void main(String[] args) throws Exception {
        try (TemporaryFolder folder = TemporaryFolder.create();
                TemporaryPostgres postgres = TemporaryPostgres.startIn(folder.path());
                TemporaryMongo mongo = TemporaryMongo.start();
                DatabaseManager manager = Dbm.load()) {
            long start = System.nanoTime();
            manager.connect();
            long millis = (System.nanoTime() - start) / 1_000_000;
            print("connect() opened " + names(manager) + " in " + millis + " ms.");

            fourWaysToTheSameRows(manager.defaultConnection());
            aTransaction(manager.connection("cache-db").database());
            memory(manager.connection("scratch").database());
            twoWaysToTheSameDocuments(manager.connection("documents"));

            manager.healthCheck();
            Table.print(manager.stats());
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

    private static void twoWaysToTheSameDocuments(NamedConnection connection) {
        MongoClient client = connection.access(MongoClient.class);
        MongoDatabase library = connection.access(MongoDatabase.class); // as the file names it

        MongoCollection<Document> ofTheClient =
                client.getDatabase("library").getCollection("person");
        MongoCollection<Document> ofTheLibrary = library.getCollection("person");
        print("");
        print("On 'documents', one pool, each layer writes a document and reads all:");
        ofTheClient.insertOne(new Document("name", "Ada Lovelace").append("wrote", "Note G"));
        ofTheLibrary.insertOne(new Document("name", "Grace Hopper").append("wrote", "A-0"));

        printRow("MongoClient", works(ofTheClient.find()));
        printRow("MongoDatabase", works(ofTheLibrary.find()));
        try {
            connection.access(Jdbi.class);
        } catch (UnsupportedAccessException e) {
            printRow("Jdbi", "refused: " + e.getMessage());
        }
    }

    private static String works(Iterable<Document> people) {
        return StreamSupport.stream(people.spliterator(), false)
                .map(person -> person.getString("name") + ": " + person.getString("wrote"))
                .collect(Collectors.joining(", "));
    }

    private static void printRows(String layer, List<Person> people) {
        printRow(layer, people.stream().map(Person::fullName).collect(Collectors.joining(", ")));
    }

    private static void printRow(String layer, String row) {
        print(String.format("  %-13s %s", layer, row));
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
