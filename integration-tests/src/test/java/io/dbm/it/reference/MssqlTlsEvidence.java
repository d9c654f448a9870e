package io.dbm.it.reference;

import static io.dbm.it.reference.Authorities.trusting;
import static io.dbm.it.reference.Managers.ask;
import static io.dbm.it.reference.Managers.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import com.example.tls.Certificate;
import java.io.IOException;

/** Whether SQL Server is spoken to in secret, by what the server sees of it. */
final class MssqlTlsEvidence {

    private MssqlTlsEvidence() {}

    static void eachModeDoesAsItSays(MssqlTestDatabase database) throws IOException {
        String trusting = trusting(MssqlTestDatabase.CERTIFICATE);
        assertThat(isEncrypted(database, "sslmode = disable")).isFalse();
        assertThat(isEncrypted(database, "sslmode = require")).isTrue();
        assertThat(isEncrypted(database, "host = 127.0.0.1, sslmode = verify-ca", trusting))
                .isTrue();
        assertThat(isEncrypted(database, "sslmode = verify-full", trusting)).isTrue();
        assertThat(refusal(database.direct(), "host = 127.0.0.1, sslmode = verify-full", trusting))
                .startsWith("the server's certificate is for localhost, not for 127.0.0.1, ");
    }

    static void onlyItsAuthorityIsTrusted(MssqlTestDatabase database) throws IOException {
        for (String mode : new String[] {"verify-ca", "verify-full"}) {
            String settings = "sslmode = " + mode;
            assertThat(isEncrypted(database, settings, trusting(MssqlTestDatabase.CERTIFICATE)))
                    .isTrue();
            assertThat(
                            refusal(
                                    database.direct(),
                                    settings,
                                    trusting(Certificate.issueFor("localhost"))))
                    .contains(" is not from an authority in ");
        }
    }

    private static boolean isEncrypted(MssqlTestDatabase database, String... settings) {
        assertThat(ask("select 'here'", database.direct(), settings)).isEqualTo("here");
        return database.server().latestWasEncrypted();
    }
}
