package io.dbm.benchmarks.timeout;

import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import io.dbm.DatabaseManager;
import io.dbm.NamedConnection;
import io.dbm.benchmarks.store.Query;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.bson.Document;

/**
 * A row read by its primary key over a pool.
 *
 * @param query reads it
 * @param owner of the pool, which is closed after that
 */
record Reading(Query query, AutoCloseable owner) {

    /** Leaves the limit to dbm. */
    static Reading byDbm(Server server, int seconds) {
        DatabaseManager manager = server.open(seconds);
        NamedConnection connection = Server.connection(manager);
        if (server.url().isPresent()) {
            MongoCollection<Document> documents =
                    connection.access(MongoDatabase.class).getCollection(server.table());
            return new Reading(id -> number(find(documents, id)), manager);
        }
        return new Reading(jdbc(server, connection, Server.NO_LIMIT), manager);
    }

    /** Gives each statement the limit, on a pool that has none. */
    static Reading byHand(Server server, int seconds) {
        if (server.url().isPresent()) {
            // dbm's own client passes over it, since an operation can have only one of two limits
            MongoClient client = MongoClients.create(server.url().get());
            MongoCollection<Document> documents = server.of(client).getCollection(server.table());
            return new Reading(
                    id -> number(find(documents, id).maxTime(seconds, TimeUnit.SECONDS)), client);
        }
        DatabaseManager manager = server.open(Server.NO_LIMIT);
        return new Reading(jdbc(server, Server.connection(manager), seconds), manager);
    }

    private static Query jdbc(Server server, NamedConnection connection, int seconds) {
        DataSource pool = connection.access(DataSource.class);
        String select = "select n from " + server.table() + " where id = ?";
        return id -> {
            try (Connection jdbc = pool.getConnection();
                    PreparedStatement statement = jdbc.prepareStatement(select)) {
                if (seconds != Server.NO_LIMIT) {
                    statement.setQueryTimeout(seconds);
                }
                statement.setInt(1, id);
                try (ResultSet row = statement.executeQuery()) {
                    row.next();
                    return row.getInt(1);
                }
            }
        };
    }

    private static FindIterable<Document> find(MongoCollection<Document> documents, int id) {
        return documents.find(Filters.eq(id));
    }

    private static int number(FindIterable<Document> found) {
        Document document = found.first();
        if (document == null) {
            throw new IllegalStateException("there is no such document");
        }
        return document.getInteger("n");
    }
}
