package io.dbm.provider.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.example.mongo.LoginServer;
import com.mongodb.MongoCredential;
import com.mongodb.client.MongoDatabase;
import io.dbm.ConnectFailedException;
import io.dbm.DatabaseManager;
import io.dbm.core.Dbm;
import java.io.IOException;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LoginTest {

    /** Retries would take an hour. */
    private static final String PATIENT =
            "retry-attempts = 2, retry-delay = 1h, retry-max-delay = 1h";

    private final Server server = Server.embedded();
    private LoginServer door;

    @BeforeEach
    void open() throws IOException {
        door = new LoginServer(server.host(), server.port(), "admin", "app", "p@ss/word");
    }

    @AfterEach
    void close() throws IOException {
        door.close();
        server.close();
    }

    @Test
    void takesUserAndPasswordFromTheKeysOrTheDsn() {
        assertLogsIn("host = localhost, port = %d, user = app, password = \"p@ss/word\"");
        assertLogsIn("dsn = \"mongodb://app:p%%40ss%%2Fword@localhost:%d\"");
        assertLogsIn("dsn = \"mongodb://app@localhost:%d\", password = \"p@ss/word\"");
        assertLogsIn(
                "dsn = \"mongodb://app:p%%40ss%%2Fword@localhost:%d/?authMechanism=SCRAM-SHA-1\"");
    }

    private void assertLogsIn(String keys) {
        try (DatabaseManager manager =
                Server.connect(
                        "type = mongodb",
                        keys.formatted(door.port()),
                        "database = " + server.database())) {
            assertThat(
                            Server.documents(manager)
                                    .access(MongoDatabase.class)
                                    .runCommand(new Document("ping", 1)))
                    .isNotNull();
        }
    }

    @Test
    void withAWrongPasswordIsTriedOnce() {
        assertThat(reason("user = app, password = wrong"))
                .startsWith("the server refuses user 'app', looked up in 'admin' (")
                .endsWith(" ms; not tried again, since this would not pass)")
                .contains("(1 attempt in ");
    }

    @Test
    void withAWrongPasswordIsTriedOnceAlsoWhereThePoolIsFilledInTheBackground() {
        assertThat(reason("user = app, password = wrong, min-idle-conns = 2"))
                .contains("(1 attempt in ");
    }

    @Test
    void asAnUnknownUserIsTriedOnce() {
        assertThat(reason("user = nobody, password = wrong, auth-source = people"))
                .startsWith("the server refuses user 'nobody', looked up in 'people' (")
                .contains("(1 attempt in ");
    }

    @Test
    void withACertificateAloneIsRefusedAsNobodyInParticular() {
        assertThat(MongoBackend.refusal(MongoCredential.createMongoX509Credential()))
                .isEqualTo(
                        "the server refuses the login by MONGODB-X509, looked up in '$external'");
        assertThat(MongoBackend.refusal(MongoCredential.createMongoX509Credential("CN=app")))
                .isEqualTo("the server refuses user 'CN=app', looked up in '$external'");
    }

    @Test
    void withHalfALoginIsTriedOnce() {
        assertThat(reason("user = app"))
                .startsWith("there is a user without a password: write password (1 attempt in ");
    }

    @Test
    void withAWrongPasswordARealServerIsTriedOnceToo() {
        try (Server real = new Server()) {
            assumeTrue(real.login().isPresent(), "a real server that asks for a password");
            MongoCredential login = real.login().orElseThrow();
            assertThat(reasonOf(real.settingsWithPassword("wrong")))
                    .startsWith(
                            "the server refuses user '%s', looked up in '%s' ("
                                    .formatted(login.getUserName(), login.getSource()))
                    .contains("(1 attempt in ");
        }
    }

    private String reason(String login) {
        return reasonOf("type = mongodb, host = localhost, port = " + door.port() + ", " + login);
    }

    private static String reasonOf(String settings) {
        try (DatabaseManager manager = Dbm.load(Server.config(settings, PATIENT))) {
            String reason =
                    catchThrowableOfType(ConnectFailedException.class, manager::connect)
                            .reasons()
                            .get("documents");
            Clients.await(0);
            return reason;
        }
    }
}
