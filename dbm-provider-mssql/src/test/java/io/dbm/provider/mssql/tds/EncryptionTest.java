package io.dbm.provider.mssql.tds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.example.tls.Certificate;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class EncryptionTest {

    private static final TdsServer SERVER =
            Client.start(Optional.of(Certificate.issueFor("localhost").serverContext()));

    @AfterAll
    static void stop() throws IOException {
        SERVER.close();
    }

    @Test
    void protectsTheLoginAlone() throws SQLException {
        try (Connection connection = Client.connect(SERVER, "encrypt=false;")) {
            assertThat(Client.number(connection, "select 1")).isEqualTo(1);
            assertThat(SERVER.latestWasEncrypted()).isFalse();
        }
    }

    @Test
    void protectsTheWholeSession() throws SQLException {
        try (Connection connection =
                Client.connect(SERVER, "encrypt=true;trustServerCertificate=true;")) {
            assertThat(Client.number(connection, "select count(*) from system_range(1, 10000)"))
                    .isEqualTo(10_000);
            assertThat(SERVER.latestWasEncrypted()).isTrue();
        }
    }

    @Test
    void isRefusedByAClientThatDoesNotTrustTheCertificate() {
        assertThatThrownBy(() -> Client.connect(SERVER, "encrypt=true;"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("PKIX path");
    }

    @Test
    void isMissedByAClientThatWantsIt() {
        assertThatThrownBy(() -> Client.connect("encrypt=true;")).isInstanceOf(SQLException.class);
    }
}
