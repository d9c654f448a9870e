package io.dbm.it.reference;

import static io.dbm.it.reference.Managers.ask;
import static io.dbm.it.reference.Managers.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import com.example.tls.Certificate;
import io.dbm.provider.postgres.PostgresServer;
import java.io.IOException;

/** Whether PostgreSQL is spoken to in secret, by what the server sees of it. */
final class PostgresTlsEvidence {

    private static final String DIRECT = PostgresTestDatabase.settings(PostgresServer.port());
    private static final String WITH_TLS_ALONE = "user = tls-alone, password = tls-alone";
    private static final String ENCRYPTED =
            "select ssl::text from pg_stat_ssl where pid = pg_backend_pid()";

    private PostgresTlsEvidence() {}

    static void eachModeDoesAsItSays(PostgresTestDatabase database) throws IOException {
        assertThat(ask(ENCRYPTED, DIRECT, "sslmode = disable")).isEqualTo("false");
        assertThat(ask(ENCRYPTED, DIRECT, "sslmode = allow")).isEqualTo("false");
        assertThat(ask(ENCRYPTED, DIRECT, "sslmode = allow", WITH_TLS_ALONE)).isEqualTo("true");
        assertThat(refusal(DIRECT, "sslmode = disable", WITH_TLS_ALONE))
                .contains("pg_hba.conf rejects connection");
        assertThat(ask(ENCRYPTED, DIRECT, "sslmode = prefer")).isEqualTo("true");
        assertThat(ask(ENCRYPTED, DIRECT, "sslmode = require")).isEqualTo("true");
        assertThat(ask(ENCRYPTED, DIRECT, "host = 127.0.0.1, sslmode = verify-ca", trusting()))
                .isEqualTo("true");
        assertThat(ask(ENCRYPTED, DIRECT, "sslmode = verify-full", trusting())).isEqualTo("true");
        assertThat(
                        refusal(
                                DIRECT,
                                "host = 127.0.0.1, sslmode = verify-full, retry-attempts = 1",
                                trusting()))
                .startsWith("the server's certificate is for localhost, not for 127.0.0.1");
    }

    static void onlyItsAuthorityIsTrusted(PostgresTestDatabase database) throws IOException {
        for (String mode : new String[] {"verify-ca", "verify-full"}) {
            String settings = "retry-attempts = 1, sslmode = " + mode;
            assertThat(ask(ENCRYPTED, DIRECT, settings, trusting())).isEqualTo("true");
            assertThat(
                            refusal(
                                    DIRECT,
                                    settings,
                                    Authorities.trusting(Certificate.issueFor("localhost"))))
                    .contains(" is not from an authority in ");
        }
    }

    private static String trusting() throws IOException {
        return Authorities.trusting(PostgresServer.CERTIFICATE);
    }
}
