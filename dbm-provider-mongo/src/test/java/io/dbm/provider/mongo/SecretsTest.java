package io.dbm.provider.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoDatabase;
import io.dbm.ConnectFailedException;
import io.dbm.DatabaseManager;
import io.dbm.NamedConnection;
import io.dbm.core.Dbm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever is logged and printed, no password is in it. */
@Timeout(120)
class SecretsTest {

    private static final String RAW = "hush@hush/42";
    private static final String ENCODED = "hush%40hush%2F42";
    private static final String WRONG = "hush-hush-wrong";

    @Test
    void nothingThatIsPrintedWithEverythingLoggedHoldsAPassword() throws Exception {
        String printed = printedBy(Run.class);
        assertThat(printed)
                .contains("DEBUG org.mongodb.driver.protocol.command", "keys: done")
                .contains("dsn: done", "wrong: the server refuses user 'app'")
                .doesNotContain("hush");
    }

    /** Runs a program with every logger at TRACE, and returns all that it prints. */
    private static String printedBy(Class<?> program) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Dorg.slf4j.simpleLogger.defaultLogLevel=trace",
                                "-Dorg.slf4j.simpleLogger.log.io.netty=warn",
                                "-cp",
                                System.getProperty("java.class.path"),
                                program.getName())
                        .redirectErrorStream(true)
                        .start();
        String printed =
                new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(printed).isZero();
        return printed;
    }

    /** Succeeds with the password in two forms, and fails with another one. */
    static final class Run {

        private Run() {}

        public static void main(String[] arguments) throws IOException {
            try (Server server = Server.embedded();
                    LoginServer door = new LoginServer(server, "app", RAW)) {
                String place = "host = localhost, port = " + door.port() + ", user = app, ";
                succeed("keys", place + "password = \"" + RAW + "\"");
                succeed(
                        "dsn",
                        "dsn = \"mongodb://app:" + ENCODED + "@localhost:" + door.port() + "\"");
                fail(place + "password = " + WRONG);
                fail("dsn = \"mongodb://app:" + WRONG + "@localhost:" + door.port() + "/x\"");
                fail("dsn = \"mongodb://app:" + WRONG + "@localhost:1/x\"");
            }
            System.exit(0);
        }

        private static void succeed(String name, String keys) {
            try (DatabaseManager manager =
                    Server.connect("type = mongodb, database = x, enable-logging = true", keys)) {
                NamedConnection documents = Server.documents(manager);
                MongoDatabase database = documents.access(MongoDatabase.class);
                database.getCollection("words").insertOne(new Document("word", "one"));
                documents.reconnect();
                System.out.println(manager + " " + documents + " " + database);
                System.out.println(manager.stats() + " " + documents.healthCheck());
            }
            System.out.println(name + ": done");
        }

        private static void fail(String keys) {
            try (DatabaseManager manager =
                    Dbm.load(
                            Server.config(
                                    "type = mongodb, enable-logging = true",
                                    "retry-attempts = 2, retry-delay = 1ms",
                                    keys))) {
                manager.connect();
            } catch (ConnectFailedException e) {
                System.out.println("wrong: " + e.reasons().get("documents"));
                e.printStackTrace(System.out);
            }
        }
    }
}
