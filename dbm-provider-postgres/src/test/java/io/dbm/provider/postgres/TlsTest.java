package io.dbm.provider.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.example.faulty.FaultProxy;
import com.example.tls.Certificate;
import io.dbm.ConnectFailedException;
import io.dbm.DatabaseManager;
import io.dbm.ServerInfo;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class TlsTest {

    private static final String NOT_AGAIN =
            " (1 attempt; not tried again, since this would not pass)";

    private static final String ENCRYPTED =
            "select ssl::text from pg_stat_ssl where pid = pg_backend_pid()";

    private final Map<String, Object> keys = PostgresServer.keys();

    @TempDir Path directory;
    private FaultProxy network;

    @BeforeEach
    void passThroughANetwork() throws IOException {
        network = new FaultProxy(PostgresServer.port());
        keys.put("port", network.port());
    }

    @AfterEach
    void close() throws IOException {
        network.close();
    }

    @Test
    void isUsedByDefaultWhereTheServerHasIt() {
        assertThat(PostgresServer.query(keys, ENCRYPTED)).isEqualTo("true");
    }

    @ParameterizedTest
    @CsvSource({"disable, PLAIN", "require, TLS"})
    void isToldOfTheServer(String mode, ServerInfo.Transport transport) {
        keys.put("sslmode", mode);
        try (DatabaseManager manager = PostgresServer.load(keys)) {
            manager.connect();
            ServerInfo server = manager.connection("primary").server();
            assertThat(server.product()).hasValue("PostgreSQL");
            assertThat(server.version())
                    .hasValue(PostgresServer.query(keys, "show server_version"));
            assertThat(server.transport()).isEqualTo(transport);
        }
    }

    @ParameterizedTest
    @CsvSource({"disable, false", "allow, false", "prefer, true", "require, true"})
    void isUsedAsItsModeSaysWithoutALookAtTheCertificate(String mode, String encrypted) {
        keys.put("sslmode", mode);
        keys.put("host", "127.0.0.1");
        assertThat(PostgresServer.query(keys, ENCRYPTED)).isEqualTo(encrypted);
        assertThat(PostgresServer.query(dsn("?sslmode=" + mode), ENCRYPTED)).isEqualTo(encrypted);
    }

    @ParameterizedTest
    @ValueSource(strings = {"verify-ca", "verify-full"})
    void trustsTheAuthorityInTheFile(String mode) throws IOException {
        keys.put("ssl-root-cert", write(PostgresServer.CERTIFICATE));
        keys.put("sslmode", mode);
        assertThat(PostgresServer.query(keys, ENCRYPTED)).isEqualTo("true");
    }

    @ParameterizedTest
    @ValueSource(strings = {"verify-ca", "verify-full"})
    void refusesAnotherAuthority(String mode) throws IOException {
        String file = write(Certificate.issueFor("localhost"));
        keys.put("ssl-root-cert", file);
        keys.put("sslmode", mode);
        assertFailsAtOnce(
                "localhost:"
                        + network.port()
                        + " shows a certificate that is not from an authority in "
                        + file
                        + ": have ssl-root-cert name the PEM file of the authority that issued it"
                        + " (java.security.SignatureException: Signature does not match.)");
        assertThat(network.connections()).isOne();
    }

    @Test
    void refusesAnotherHostNameWhereItIsToBeVerifiedInFull() throws IOException {
        keys.put("host", "127.0.0.1");
        keys.put("ssl-root-cert", write(PostgresServer.CERTIFICATE));
        keys.put("sslmode", "verify-ca");
        assertThat(PostgresServer.query(keys, ENCRYPTED)).isEqualTo("true");
        int before = network.connections();

        keys.put("sslmode", "verify-full");
        assertFailsAtOnce(
                "the server's certificate is for localhost, not for 127.0.0.1, as sslmode"
                        + " verify-full wants it: connect by a name that the certificate has, or"
                        + " use sslmode verify-ca, which checks no name"
                        + " (io.dbm.provider.postgres.internal.NamingVerifier$HostMismatch: the"
                        + " certificate is for localhost, not for 127.0.0.1)");
        assertThat(network.connections() - before).isOne();
    }

    @Test
    void needsTheAuthoritiesThatItIsToTrust() throws IOException {
        Path file = directory.resolve("authorities.pem");
        keys.put("ssl-root-cert", file.toString());
        keys.put("sslmode", "verify-full");
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
        assertThat(network.connections()).isZero();
    }

    private void assertUnusable(Path file, String problem, String cause) {
        assertFailsAtOnce(
                "the file of the authorities to trust, "
                        + file
                        + ", "
                        + problem
                        + ": have ssl-root-cert name their PEM file"
                        + (cause.isEmpty() ? "" : " (" + cause + ")"));
    }

    @Test
    void isVerifiedInFullWhereTheDsnHasTheDriversOldSwitch() {
        keys.clear();
        keys.putAll(dsn("?ssl=true"));
        assertThat(reason()).contains("the file of the authorities to trust, ", "root.crt");
    }

    /** The first may come back, and be trusted. */
    @Test
    void isTriedAgainWhereOnlyOneOfSeveralServersIsNotTrusted() throws IOException {
        int closed;
        try (ServerSocket free = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            closed = free.getLocalPort();
        }
        keys.put("host", "localhost:" + closed + ",localhost:" + network.port());
        keys.remove("port");
        keys.put("ssl-root-cert", write(Certificate.issueFor("localhost")));
        keys.put("sslmode", "verify-ca");
        keys.put("retry-attempts", 2);
        keys.put("retry-delay", "1ms");
        assertThat(reason())
                .startsWith("one of localhost:" + closed + ", localhost:" + network.port())
                .contains(" shows a certificate that is not from an authority in ")
                .contains(" (2 attempts in ");
    }

    @Test
    void isRefusedAtOnceByAServerWithoutIt() throws IOException {
        try (ServerSocket plain = answering('N')) {
            keys.put("port", plain.getLocalPort());
            keys.put("sslmode", "require");
            assertFailsAtOnce("The server does not support SSL.");
        }
    }

    /** That is the network's fault, and may pass. */
    @Test
    void isTriedAgainWhereTheServerHangsUpInTheMiddleOfIt() throws IOException {
        try (ServerSocket broken = answering('S')) {
            keys.put("port", broken.getLocalPort());
            keys.put("sslmode", "require");
            keys.put("retry-attempts", 2);
            keys.put("retry-delay", "1ms");
            assertThat(reason()).startsWith("SSL error: ").contains(" (2 attempts in ");
        }
    }

    @Test
    void goesOnToTheNextServerWhereTheCertificateOfOneIsForAnother() throws IOException {
        Map<String, Object> two =
                PostgresServer.dsn(
                        "postgres://app:app@127.0.0.1:%d,localhost:%d/app"
                                .formatted(network.port(), network.port()));
        two.put("ssl-root-cert", write(PostgresServer.CERTIFICATE));
        two.put("sslmode", "verify-full");
        assertThat(PostgresServer.query(two, ENCRYPTED)).isEqualTo("true");
        assertThat(network.connections()).isEqualTo(2);
    }

    @Test
    void namesTheServersThatItMayBeWhereThereAreSeveral() throws IOException {
        int port = network.port();
        keys.clear();
        keys.putAll(
                PostgresServer.dsn(
                        "postgres://app:app@127.0.0.1:%d,localhost:%d/app".formatted(port, port)));
        keys.put("ssl-root-cert", write(Certificate.issueFor("localhost")));
        keys.put("sslmode", "verify-ca");
        assertThat(reason())
                .startsWith(
                        "one of 127.0.0.1:%d, localhost:%d shows a certificate that is not from an"
                                        .formatted(port, port)
                                + " authority in ");
    }

    /** Retries would take an hour. */
    private void assertFailsAtOnce(String reason) {
        keys.put("retry-attempts", 2);
        keys.put("retry-delay", "1h");
        keys.put("retry-max-delay", "1h");
        assertThat(reason().replaceFirst(" in \\d+ ms", "")).isEqualTo(reason + NOT_AGAIN);
    }

    private String reason() {
        try (DatabaseManager manager = PostgresServer.load(keys)) {
            return catchThrowableOfType(ConnectFailedException.class, manager::connect)
                    .reasons()
                    .get("primary");
        }
    }

    /** Returns a server that answers the driver's question for TLS, and then hangs up. */
    private static ServerSocket answering(char answer) throws IOException {
        ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread thread =
                new Thread(
                        () -> {
                            try {
                                while (true) {
                                    Socket client = server.accept();
                                    client.getInputStream().readNBytes(8);
                                    client.getOutputStream().write(answer);
                                    client.shutdownOutput();
                                }
                            } catch (IOException closed) {
                                // the end of the test
                            }
                        });
        thread.setDaemon(true);
        thread.start();
        return server;
    }

    /** The other side is told that TLS ends; nobody waits for its answer. */
    @Test
    void isEndedAtOnceWhereTheNetworkIsABlackHole() throws Exception {
        try (FaultProxy network = new FaultProxy(PostgresServer.port())) {
            keys.put("sslmode", "require");
            keys.put("port", network.port());
            keys.put("shutdown-timeout", "200ms");
            DatabaseManager manager = PostgresServer.load(keys);
            manager.connect();
            DataSource pool = manager.connection("primary").access(DataSource.class);
            try (Connection borrowed = pool.getConnection()) {
                assertThat(borrowed.isClosed()).isFalse();
                network.becomeBlackHole();
                long start = System.nanoTime();
                manager.close();
                assertThat(Duration.ofNanos(System.nanoTime() - start))
                        .isLessThan(Duration.ofSeconds(4));
            }
        }
    }

    private String write(Certificate authority) throws IOException {
        return Files.writeString(directory.resolve("ca.pem"), authority.certificatePem())
                .toString();
    }

    private static Map<String, Object> dsn(String parameters) {
        return PostgresServer.dsn(
                "postgres://app:app@localhost:" + PostgresServer.port() + "/app" + parameters);
    }
}
