package io.dbm.it.reference;

import static io.dbm.it.reference.Authorities.trusting;
import static io.dbm.it.reference.Managers.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import com.example.tls.Certificate;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import io.dbm.DatabaseManager;

/** Whether MongoDB is spoken to in secret, on a server that speaks in secret alone. */
final class MongoTlsEvidence {

    private static final String ONCE = "retry-attempts = 1, connect-timeout = 3s";

    private MongoTlsEvidence() {}

    static void eachModeDoesAsItSays(MongoTestDatabase plain) throws Exception {
        for (String mode : new String[] {"allow", "prefer"}) {
            Rejections.of(
                            "sslmode",
                            mode,
                            "must be one of disable, require, verify-ca, verify-full")
                    .show(plain);
        }
        Certificate certificate = Certificate.issueFor("elsewhere");
        MongoServer server = serve(certificate);
        try {
            String secret = MongoTestDatabase.settings(server.getLocalAddress().getPort());
            assertConnects(plain.settings(), "sslmode = disable");
            assertThat(refusal(secret, "sslmode = disable", ONCE))
                    .startsWith("no server to read from");
            assertConnects(secret, "sslmode = require");
            assertThat(refusal(plain.settings(), "sslmode = require", ONCE))
                    .startsWith("no server to read from");
            assertConnects(secret, "sslmode = verify-ca", trusting(certificate));
            assertThat(refusal(secret, "sslmode = verify-ca", ONCE))
                    .contains("unable to find valid certification path");
            assertThat(refusal(secret, "sslmode = verify-full", trusting(certificate), ONCE))
                    .contains("No subject alternative DNS name matching localhost found");
        } finally {
            server.shutdownNow();
        }
    }

    static void onlyItsAuthorityIsTrusted(MongoTestDatabase plain) throws Exception {
        Certificate certificate = Certificate.issueFor("localhost");
        MongoServer server = serve(certificate);
        try {
            String secret = MongoTestDatabase.settings(server.getLocalAddress().getPort());
            for (String mode : new String[] {"sslmode = verify-ca", "sslmode = verify-full"}) {
                assertConnects(secret, mode, trusting(certificate));
                assertThat(refusal(secret, mode, trusting(Certificate.issueFor("elsewhere")), ONCE))
                        .contains("unable to find valid certification path");
            }
        } finally {
            server.shutdownNow();
        }
    }

    private static MongoServer serve(Certificate certificate) {
        MongoServer server = new MongoServer(new MemoryBackend());
        server.enableSsl(certificate.key(), null, certificate.certificate());
        server.bind();
        return server;
    }

    private static void assertConnects(String settings, String... more) {
        try (DatabaseManager manager = Managers.connect(settings, more)) {
            assertThat(Managers.it(manager).health().isAlive()).isTrue();
        }
    }
}
