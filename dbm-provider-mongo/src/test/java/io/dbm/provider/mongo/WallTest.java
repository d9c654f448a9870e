package io.dbm.provider.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import io.dbm.DatabaseManager;
import io.dbm.NamedConnection;
import io.dbm.UnsupportedAccessException;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What needs a SQL database is refused on MongoDB, and the other way round. */
class WallTest {

    private static Server server;
    private static DatabaseManager manager;
    private static NamedConnection documents;
    private static NamedConnection primary;

    @BeforeAll
    static void connect() {
        server = new Server();
        manager =
                Server.connect(
                        server.settings()
                                + "}\ndbmanager.connections.primary {\n"
                                + "type = sqlite, filepath = \":memory:\"");
        documents = manager.connection("documents");
        primary = manager.connection("primary");
    }

    @AfterAll
    static void close() {
        if (manager != null) {
            manager.close();
        }
        if (server != null) {
            server.close();
        }
    }

    @Test
    void aSqlLayerOnMongoDbNeedsASqlDatabase() {
        UnsupportedAccessException error = refused(() -> documents.access(Jdbi.class));
        assertThat(error)
                .hasMessage(
                        "connection 'documents' is mongodb and offers MongoClient, MongoDatabase;"
                                + " Jdbi needs a SQL database");
        assertThat(error.requiredClient()).contains(DataSource.class);
        assertThat(error.offered()).containsExactly(MongoClient.class, MongoDatabase.class);
        assertThat(refused(() -> documents.access(DataSource.class)).requiredClient())
                .contains(DataSource.class);
    }

    @Test
    void theSqlFaceOfDbmOnMongoDbNeedsASqlDatabase() {
        UnsupportedAccessException error = refused(() -> documents.database());
        assertThat(error)
                .hasMessage(
                        "connection 'documents' is mongodb and offers MongoClient, MongoDatabase;"
                                + " Database needs a SQL database");
        assertThat(error.requiredClient()).contains(DataSource.class);
    }

    @Test
    void aTransactionOnMongoDbIsTheClientsOwn() {
        assertThat(refused(() -> documents.useTransaction(transaction -> {})))
                .hasMessageContaining("'documents'")
                .hasMessageContaining("needs a SQL database");
    }

    @Test
    void aMongoClientOnASqlDatabaseNeedsMongoDb() {
        UnsupportedAccessException error = refused(() -> primary.access(MongoClient.class));
        assertThat(error)
                .hasMessage(
                        "connection 'primary' is sqlite and offers DataSource, Jdbi; MongoClient"
                                + " needs a database of type mongodb");
        assertThat(error.requiredClient()).contains(MongoClient.class);
        assertThat(refused(() -> primary.access(MongoDatabase.class)).requiredClient())
                .contains(MongoClient.class);
    }

    private static UnsupportedAccessException refused(Executable access) {
        return catchThrowableOfType(UnsupportedAccessException.class, access::execute);
    }
}
