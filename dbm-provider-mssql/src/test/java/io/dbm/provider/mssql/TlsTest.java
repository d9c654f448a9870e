package io.dbm.provider.mssql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

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
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
@OnStandIn
class TlsTest {

    /** A packet of the server's that tells its version, and that it wants encryption. */
    private static final byte[] HAS_TLS =
            HexFormat.of()
                    .parseHex(
                            "0401001a00000100"
                                    + "00000b0006"
                                    + "0100110001"
                                    + "ff"
                                    + "100010000000"
                                    + "01");

    private final Map<String, Object> keys = MssqlServer.keys();

    @TempDir Path directory;

    TlsTest() {
        keys.remove("sslmode");
    }

    @Test
    void isVerifiedInFullByDefault() {
        assertRefusedAtOnce(strange("that Java trusts"));
    }

    @Test
    void protectsNoMoreThanTheLoginWhereItIsDisabled() {
        keys.put("sslmode", "disable");
        assertThat(isEncrypted()).isFalse();
    }

    @Test
    void takesAnyCertificateWhereItIsOnlyRequired() {
        keys.put("sslmode", "require");
        keys.put("host", "127.0.0.1");
        assertThat(isEncrypted()).isTrue();
    }

    /** The stand-in has no view of its connections, as a user has none who lacks the right. */
    @ParameterizedTest
    @CsvSource({"disable, UNKNOWN", "require, TLS"})
    void isToldOfTheServer(String mode, ServerInfo.Transport transport) {
        keys.put("sslmode", mode);
        try (DatabaseManager manager = MssqlServer.connect(keys)) {
            ServerInfo server = manager.connection("primary").server();
            assertThat(server.product()).hasValue("Microsoft SQL Server");
            assertThat(server.version().orElseThrow()).matches("\\d+\\.\\d+\\.\\d+");
            assertThat(server.transport()).isEqualTo(transport);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"verify-ca", "verify-full"})
    void trustsTheAuthorityInTheFile(String mode) throws IOException {
        keys.put("ssl-root-cert", write(MssqlServer.CERTIFICATE));
        keys.put("sslmode", mode);
        assertThat(isEncrypted()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"verify-ca", "verify-full"})
    void refusesAnotherAuthority(String mode) throws IOException {
        keys.put("sslmode", mode);
        assertRefusedAtOnce(strange("that Java trusts"));
        String another = write(Certificate.issueFor("localhost"));
        keys.put("ssl-root-cert", another);
        assertRefusedAtOnce(strange("in " + another));
    }

    private static String strange(String authorities) {
        return "the certificate of localhost:"
                + MssqlServer.standIn().port()
                + " is not from an authority "
                + authorities
                + ": have ssl-root-cert name the PEM file of the authority that issued it";
    }

    @Test
    void refusesAnotherHostNameWhereItIsToBeVerifiedInFull() throws IOException {
        keys.put("host", "127.0.0.1");
        keys.put("ssl-root-cert", write(MssqlServer.CERTIFICATE));
        keys.put("sslmode", "verify-ca");
        assertThat(isEncrypted()).isTrue();

        keys.put("sslmode", "verify-full");
        assertRefusedAtOnce(
                "the server's certificate is for localhost, not for 127.0.0.1, as sslmode"
                        + " verify-full wants it: connect by a name that the certificate has, or use"
                        + " sslmode verify-ca, which checks no name");
    }

    @Test
    void needsTheAuthoritiesThatItIsToTrust() {
        String file = directory.resolve("no-such-file.pem").toString();
        keys.put("ssl-root-cert", file);
        assertRefusedAtOnce(
                "there is no file "
                        + file
                        + " of the authorities to trust: have ssl-root-cert name their PEM file");
    }

    /** That is the network's fault, and may pass. */
    @Test
    void isTriedAgainWhereTheServerHangsUpInTheMiddleOfIt() throws IOException {
        try (ServerSocket broken = hangingUp()) {
            keys.put("port", broken.getLocalPort());
            keys.put("retry-attempts", 2);
            keys.put("retry-delay", "1ms");
            assertThat(reason()).contains(" (2 attempts in ");
        }
    }

    @Test
    void canBeSaidInTheDriversOwnWords() {
        keys.put("properties", Map.of("encrypt", "true", "trustServerCertificate", "true"));
        assertThat(isEncrypted()).isTrue();
        keys.put("properties", Map.of("encrypt", "true"));
        assertRefusedAtOnce(strange("that Java trusts"));
    }

    private boolean isEncrypted() {
        assertThat(MssqlServer.query(keys, "select 'done'")).isEqualTo("done");
        return MssqlServer.standIn().latestWasEncrypted();
    }

    /** Retries would take an hour. */
    private void assertRefusedAtOnce(String reason) {
        keys.put("retry-attempts", 2);
        keys.put("retry-delay", "1h");
        keys.put("retry-max-delay", "1h");
        int before = MssqlServer.standIn().connections();
        assertThat(reason())
                .startsWith(reason)
                .contains(" (1 attempt in ")
                .endsWith(" ms; not tried again, since this would not pass)");
        assertThat(MssqlServer.standIn().connections() - before).isLessThanOrEqualTo(1);
    }

    private String reason() {
        try (DatabaseManager manager = MssqlServer.load(keys)) {
            ConnectFailedException failure =
                    catchThrowableOfType(ConnectFailedException.class, manager::connect);
            return failure.reasons().get("primary");
        }
    }

    private String write(Certificate authority) throws IOException {
        return Files.writeString(directory.resolve("ca.pem"), authority.certificatePem())
                .toString();
    }

    /** Answers that it has TLS, and hangs up at the first message of the handshake. */
    private static ServerSocket hangingUp() throws IOException {
        ServerSocket entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(() -> hangUp(entrance), "hanging-up");
        thread.setDaemon(true);
        thread.start();
        return entrance;
    }

    private static void hangUp(ServerSocket entrance) {
        byte[] packet = new byte[4096];
        while (true) {
            try (Socket client = entrance.accept()) {
                if (client.getInputStream().read(packet) > 0) {
                    client.getOutputStream().write(HAS_TLS);
                    int unused = client.getInputStream().read(packet);
                }
            } catch (IOException closed) {
                return;
            }
        }
    }
}
