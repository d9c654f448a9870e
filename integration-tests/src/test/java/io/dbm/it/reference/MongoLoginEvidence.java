package io.dbm.it.reference;

import static io.dbm.it.reference.Managers.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import com.example.mongo.LoginServer;
import com.mongodb.client.MongoDatabase;
import io.dbm.DatabaseManager;
import java.io.IOException;

/** Who logs in to MongoDB, at a door that lets nobody in who does not. */
final class MongoLoginEvidence {

    private MongoLoginEvidence() {}

    static void theUserLogsIn(MongoTestDatabase database) throws IOException {
        assertThatOnlyTheRightOneGetsIn(database, "user = nobody, password = secret", "nobody");
    }

    static void thePasswordIsChecked(MongoTestDatabase database) throws IOException {
        assertThatOnlyTheRightOneGetsIn(database, "user = app, password = wrong", "app");
    }

    static void theFileHoldsThePassword(MongoTestDatabase database) throws Exception {
        try (LoginServer door = door(database, "admin")) {
            LoginEvidence.theFileHoldsThePassword(
                    MongoTestDatabase.settings(door.port()) + "\n",
                    "secret",
                    "the server refuses user 'app', looked up in 'admin' (");
        }
    }

    static void thePluginLogsIn(MongoTestDatabase database) throws Exception {
        try (LoginServer door = door(database, "admin")) {
            LoginEvidence.thePluginLogsIn(
                    MongoTestDatabase.settings(door.port()) + "\n",
                    "secret",
                    "the server refuses user 'nobody', looked up in 'admin' (");
        }
    }

    private static void assertThatOnlyTheRightOneGetsIn(
            MongoTestDatabase database, String wrong, String user) throws IOException {
        try (LoginServer door = door(database, "admin")) {
            String settings = MongoTestDatabase.settings(door.port());
            Managers.connect(settings, "user = app, password = secret").close();
            assertThat(refusal(settings, wrong))
                    .startsWith("the server refuses user '" + user + "', looked up in 'admin' (")
                    .contains("(1 attempt in ");
        }
    }

    static void aDsnSaysItAll(MongoTestDatabase database) throws IOException {
        try (LoginServer door = door(database, "shop")) {
            String dsn = "mongodb://app:secret@localhost:" + door.port() + "/shop";
            try (DatabaseManager manager =
                    Managers.connect("type = mongodb, dsn = \"" + dsn + "\"")) {
                database.use(Managers.it(manager));
                assertThat(Managers.it(manager).access(MongoDatabase.class).getName())
                        .isEqualTo("shop");
            }
        }
    }

    static void theUserIsLookedUpThere(MongoTestDatabase database) throws IOException {
        try (LoginServer door = door(database, "people")) {
            String settings =
                    MongoTestDatabase.settings(door.port()) + "\nuser = app, password = secret";
            Managers.connect(settings, "auth-source = people").close();
            assertThat(refusal(settings, "auth-source = admin"))
                    .startsWith("the server refuses user 'app', looked up in 'admin' (");
        }
    }

    private static LoginServer door(MongoTestDatabase database, String source) throws IOException {
        return new LoginServer("localhost", database.port(), source, "app", "secret");
    }
}
