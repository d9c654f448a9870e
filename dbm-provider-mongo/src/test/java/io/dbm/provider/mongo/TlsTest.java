package io.dbm.provider.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.example.tls.Certificate;
import com.mongodb.client.MongoDatabase;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import io.dbm.ConnectFailedException;
import io.dbm.DatabaseManager;
import io.dbm.ServerInfo;
import io.dbm.ServerInfo.Transport;
import io.dbm.core.Dbm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class TlsTest {

    private static final String NOT_AGAIN =
            " (1 attempt; not tried again, since this would not pass)";

    private static Certificate certificate;

    @TempDir Path directory;
    private final MongoServer server = new MongoServer(new MemoryBackend());
    private int port;

    @BeforeAll
    static void issue() {
        certificate = Certificate.issueFor("localhost");
    }

    @BeforeEach
    void start() {
        server.enableSsl(certificate.key(), null, certificate.certificate());
        port = server.bind().getPort();
    }

    @AfterEach
    void stop() {
        server.shutdownNow();
    }

    @Test
    void isUsedWithoutALookAtTheCertificateWhereItIsRequired() {
        assertConnects("host = 127.0.0.1, sslmode = require");
    }

    @Test
    void isToldOfTheServer() {
        assertThat(transport("require")).isEqualTo(Transport.TLS);
        MongoServer plain = new MongoServer(new MemoryBackend());
        port = plain.bind().getPort();
        try {
            assertThat(transport("disable")).isEqualTo(Transport.PLAIN);
        } finally {
            plain.shutdownNow();
        }
    }

    private Transport transport(String mode) {
        try (DatabaseManager manager =
                Dbm.load(
                        Server.config(
                                "type = mongodb, database = x",
                                at("host = localhost, sslmode = " + mode)))) {
            manager.connect();
            ServerInfo info = manager.connection("documents").server();
            assertThat(info.product()).hasValue("MongoDB");
            assertThat(info.version().orElseThrow()).matches("\\d+\\.\\d+\\.\\d+");
            return info.transport();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"verify-ca", "verify-full"})
    void trustsTheAuthorityInTheFile(String mode) throws IOException {
        assertConnects("host = localhost, sslmode = " + mode + trusting(certificate));
    }

    @Test
    void checksTheHostNameOnlyWhereItIsToBeVerifiedInFull() throws IOException {
        stop();
        MongoServer elsewhere = new MongoServer(new MemoryBackend());
        Certificate another = Certificate.issueFor("elsewhere.example");
        elsewhere.enableSsl(another.key(), null, another.certificate());
        port = elsewhere.bind().getPort();
        try {
            assertConnects("host = localhost, sslmode = verify-ca" + trusting(another));
            assertThat(refusal("host = localhost, sslmode = verify-full" + trusting(another)))
                    .isEqualTo(
                            "no server to read from: localhost:"
                                    + port
                                    + " shows a certificate that is for another host name (connect"
                                    + " by a name that the certificate has, or use sslmode"
                                    + " verify-ca, which checks no name),"
                                    + " java.security.cert.CertificateException: No subject"
                                    + " alternative DNS name matching localhost found."
                                    + NOT_AGAIN);
        } finally {
            elsewhere.shutdownNow();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"verify-ca", "verify-full"})
    void refusesAnotherAuthority(String mode) throws IOException {
        Certificate another = Certificate.issueFor("localhost");
        assertThat(refusal("host = localhost, sslmode = " + mode + trusting(another)))
                .isEqualTo(
                        "no server to read from: localhost:"
                                + port
                                + " shows a certificate that is not from an authority that the"
                                + " connection trusts (have ssl-root-cert name the PEM file of the"
                                + " authority that issued it),"
                                + " java.security.SignatureException: Signature does not match."
                                + NOT_AGAIN);
    }

    @Test
    void needsTheAuthoritiesThatItIsToTrust() throws IOException {
        Path file = directory.resolve("authorities.pem");
        assertUnusable(file, "is not there", "");
        Files.createDirectory(file);
        assertUnusable(file, "cannot be read", "java.io.IOException: Is a directory");
        Files.delete(file);
        Files.writeString(file, "");
        assertUnusable(file, "holds no certificate that can be read", "");
        Files.writeString(file, "a letter to a friend");
        assertUnusable(
                file,
                "holds no certificate that can be read",
                "java.security.cert.CertificateException: No certificate data found");
    }

    private void assertUnusable(Path file, String problem, String cause) {
        assertThat(refusal("host = localhost, sslmode = verify-ca" + naming(file)))
                .isEqualTo(
                        "the file of the authorities to trust, "
                                + file
                                + ", "
                                + problem
                                + ": have ssl-root-cert name their PEM file"
                                + (cause.isEmpty() ? "" : " (" + cause + ")")
                                + NOT_AGAIN);
    }

    private void assertConnects(String keys) {
        try (DatabaseManager manager = Server.connect("type = mongodb, database = x", at(keys))) {
            assertThat(
                            Server.documents(manager)
                                    .access(MongoDatabase.class)
                                    .runCommand(new Document("ping", 1)))
                    .isNotNull();
        }
    }

    /** Retries would take an hour. */
    private String refusal(String keys) {
        try (DatabaseManager manager =
                Dbm.load(
                        Server.config(
                                "type = mongodb, database = x",
                                "retry-attempts = 2, retry-delay = 1h, retry-max-delay = 1h",
                                at(keys)))) {
            return catchThrowableOfType(ConnectFailedException.class, manager::connect)
                    .reasons()
                    .get("documents")
                    .replaceFirst(" in \\d+ ms", "");
        }
    }

    private String at(String keys) {
        return keys + "\nport = " + port;
    }

    private String trusting(Certificate authority) throws IOException {
        Path file = directory.resolve("ca.pem");
        Files.writeString(file, authority.certificatePem());
        return naming(file);
    }

    private static String naming(Path file) {
        return ", ssl-root-cert = \"" + file + '"';
    }
}
