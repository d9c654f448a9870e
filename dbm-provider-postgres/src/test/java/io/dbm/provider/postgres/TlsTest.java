package io.dbm.provider.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbm.ConnectFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {

    private static final String ENCRYPTED =
            "select ssl::text from pg_stat_ssl where pid = pg_backend_pid()";

    private final Map<String, Object> keys = PostgresServer.keys();

    @TempDir Path directory;

    @Test
    void isUsedByDefaultWhereTheServerHasIt() {
        assertThat(PostgresServer.query(keys, ENCRYPTED)).isEqualTo("true");
    }

    @Test
    void isNotUsedWhereItIsDisabled() {
        keys.put("sslmode", "disable");
        assertThat(PostgresServer.query(keys, ENCRYPTED)).isEqualTo("false");
        assertThat(PostgresServer.query(dsn("?sslmode=disable"), ENCRYPTED)).isEqualTo("false");
    }

    @Test
    void trustsTheAuthorityInTheFile() throws IOException {
        keys.put("ssl-root-cert", write(PostgresServer.CERTIFICATE));
        for (String mode : new String[] {"verify-ca", "verify-full"}) {
            keys.put("sslmode", mode);
            assertThat(PostgresServer.query(keys, ENCRYPTED)).isEqualTo("true");
        }
    }

    @Test
    void refusesAnotherAuthority() throws IOException {
        keys.put("retry-attempts", 1);
        keys.put("ssl-root-cert", write(Certificate.issueFor("localhost")));
        keys.put("sslmode", "verify-ca");
        assertThatThrownBy(() -> PostgresServer.query(keys, ENCRYPTED))
                .isInstanceOf(ConnectFailedException.class)
                .hasMessageContaining("PKIX path");
    }

    @Test
    void checksTheHostNameWhereItIsToBeVerifiedInFull() throws IOException {
        keys.put("retry-attempts", 1);
        keys.put("host", "127.0.0.1");
        keys.put("ssl-root-cert", write(PostgresServer.CERTIFICATE));
        keys.put("sslmode", "verify-ca");
        assertThat(PostgresServer.query(keys, ENCRYPTED)).isEqualTo("true");

        keys.put("sslmode", "verify-full");
        assertThatThrownBy(() -> PostgresServer.query(keys, ENCRYPTED))
                .isInstanceOf(ConnectFailedException.class)
                .hasMessageContaining("127.0.0.1 could not be verified");
    }

    @Test
    void isVerifiedInFullWhereTheDsnHasTheDriversOldSwitch() {
        Map<String, Object> dsn = dsn("?ssl=true");
        dsn.put("retry-attempts", 1);
        assertThatThrownBy(() -> PostgresServer.query(dsn, ENCRYPTED))
                .isInstanceOf(ConnectFailedException.class)
                .hasMessageContaining("root.crt");
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
