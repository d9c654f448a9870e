package io.dbm.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.tls.Certificate;
import io.dbm.provider.postgres.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is wrong is told apart, and in the words of the page about it. */
@Timeout(60)
class DiagnosisTest {

    @TempDir Path folder;

    @Test
    void tellsWhatIsWrongWithAServerAndWhatToDo() throws IOException {
        PostgresServer.run(
                "drop role if exists crowd",
                "create role crowd login password 'crowd' connection limit 0");
        Path authority = folder.resolve("ca.pem");
        Files.writeString(authority, Certificate.issueFor("elsewhere.example").certificatePem());
        int closed = Patients.closedPort();
        Map<String, String> connections = new LinkedHashMap<>();
        connections.put("pg-host", postgres("host = db.invalid"));
        connections.put("pg-database", postgres("database = shpo"));
        connections.put("pg-many", postgres("user = crowd, password = crowd"));
        connections.put(
                "pg-tls", postgres("sslmode = verify-full, ssl-root-cert = \"" + authority + "\""));
        connections.put("sqlite", "type = sqlite, filepath = \"" + folder + "/none/app.db\"");
        connections.put("mongo-host", "type = mongodb, host = db.invalid, database = x");
        connections.put(
                "mongo-port", "type = mongodb, host = localhost, database = x, port = " + closed);
        connections.put(
                "mssql-port",
                "type = mssql, host = localhost, user = a, database = x, port = " + closed);
        Asked asked = Asked.doctor("check", file(connections));
        assertThat(asked.code()).isEqualTo(1);
        assertSaid(asked, "pg-host", Diagnosis.UNKNOWN_HOST, "Look at host, then");
        assertSaid(asked, "pg-database", Diagnosis.NO_SUCH_DATABASE, "Look at database");
        assertSaid(asked, "pg-many", Diagnosis.TOO_MANY, "The server, or the user's limit on it");
        assertSaid(asked, "pg-tls", Diagnosis.UNTRUSTED, "Have ssl-root-cert name the PEM file");
        assertSaid(asked, "sqlite", Diagnosis.NO_SUCH_DATABASE, "Look at database (or filepath)");
        assertSaid(asked, "mongo-host", Diagnosis.UNKNOWN_HOST, "Look at host, then");
        assertSaid(asked, "mongo-port", Diagnosis.NOBODY_LISTENS, "Look at host and port");
        assertSaid(asked, "mssql-port", Diagnosis.NOBODY_LISTENS, "Look at host and port");
    }

    private static void assertSaid(Asked asked, String name, Diagnosis diagnosis, String remedy) {
        String part = asked.out().substring(asked.out().indexOf("\n" + name + ": "));
        assertThat(part).startsWith("\n" + name + ": " + diagnosis.cause() + ".\n");
        assertThat(part.substring(part.indexOf("what to do  ")))
                .startsWith("what to do  " + remedy);
    }

    @ParameterizedTest
    @EnumSource
    void itsWordsAreThoseOfThePage(Diagnosis diagnosis) throws IOException {
        if (!EnumSet.of(Diagnosis.UNREACHABLE, Diagnosis.OTHER).contains(diagnosis)) {
            assertThat(Files.readString(Path.of("../docs/troubleshooting.md")))
                    .contains("\n**" + diagnosis.cause() + ".** ");
        }
    }

    private Path file(Map<String, String> connections) throws IOException {
        String blocks =
                connections.entrySet().stream()
                        .map(each -> each.getKey() + " {\n" + each.getValue() + "\n}\n")
                        .collect(Collectors.joining());
        return Files.writeString(
                folder.resolve("app.conf"), "dbmanager.connections {\n" + blocks + "}\n");
    }

    /** Where a key stands twice, the second one counts. */
    private static String postgres(String more) {
        return PostgresServer.keys().entrySet().stream()
                        .map(each -> each.getKey() + " = " + each.getValue())
                        .collect(Collectors.joining("\n"))
                + "\n"
                + more;
    }
}
