package io.dbm.provider.mssql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbm.ConnectFailedException;
import io.dbm.provider.mssql.tds.Certificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
@OnStandIn
class TlsTest {

    private final Map<String, Object> keys = MssqlServer.keys();

    @TempDir Path directory;

    TlsTest() {
        keys.put("retry-attempts", 1);
        keys.remove("sslmode");
    }

    @Test
    void isVerifiedInFullByDefault() {
        assertRefused("PKIX path");
    }

    @Test
    void protectsNoMoreThanTheLoginWhereItIsDisabled() {
        keys.put("sslmode", "disable");
        assertThat(isEncrypted()).isFalse();
    }

    @Test
    void takesAnyCertificateWhereItIsOnlyRequired() {
        keys.put("sslmode", "require");
        assertThat(isEncrypted()).isTrue();
    }

    @Test
    void trustsTheAuthorityInTheFile() throws IOException {
        keys.put("ssl-root-cert", write(MssqlServer.CERTIFICATE));
        for (String mode : List.of("verify-ca", "verify-full")) {
            keys.put("sslmode", mode);
            assertThat(isEncrypted()).as(mode).isTrue();
        }
    }

    @Test
    void refusesAnotherAuthority() throws IOException {
        String another = write(Certificate.issueFor("localhost"));
        for (String mode : List.of("verify-ca", "verify-full")) {
            keys.put("sslmode", mode);
            keys.put("ssl-root-cert", another);
            assertRefused("PKIX path");
            keys.remove("ssl-root-cert");
            assertRefused("PKIX path");
        }
    }

    @Test
    void checksTheHostNameWhereItIsToBeVerifiedInFull() throws IOException {
        keys.put("host", "127.0.0.1");
        keys.put("ssl-root-cert", write(MssqlServer.CERTIFICATE));
        keys.put("sslmode", "verify-ca");
        assertThat(isEncrypted()).isTrue();

        keys.put("sslmode", "verify-full");
        assertRefused("127.0.0.1");
    }

    @Test
    void tellsThatTheFileIsNotThere() {
        keys.put("ssl-root-cert", directory.resolve("no-such-file.pem").toString());
        assertRefused("no-such-file.pem");
    }

    @Test
    void canBeSaidInTheDriversOwnWords() {
        keys.put("properties", Map.of("encrypt", "true", "trustServerCertificate", "true"));
        assertThat(isEncrypted()).isTrue();
        keys.put("properties", Map.of("encrypt", "true"));
        assertRefused("PKIX path");
    }

    private boolean isEncrypted() {
        assertThat(MssqlServer.query(keys, "select 'done'")).isEqualTo("done");
        return MssqlServer.standIn().latestWasEncrypted();
    }

    private void assertRefused(String reason) {
        assertThatThrownBy(() -> MssqlServer.query(keys, "select 1"))
                .isInstanceOf(ConnectFailedException.class)
                .hasMessageContaining(reason);
    }

    private String write(Certificate authority) throws IOException {
        return Files.writeString(directory.resolve("ca.pem"), authority.pem()).toString();
    }
}
