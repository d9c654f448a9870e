package io.dbm.examples.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import com.typesafe.config.ConfigFactory;
import io.dbm.ConfigurationException;
import io.dbm.ConnectFailedException;
import io.dbm.DatabaseManager;
import io.dbm.core.Dbm;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class VaultProviderTest {

    @Test
    void whatIsWrongInItsBlockIsReported() {
        ConfigurationException mistakes =
                catchThrowableOfType(
                        ConfigurationException.class,
                        () -> load("url = \"not an address\", tokenfile = x").close());
        assertThat(mistakes.problems())
                .extracting(it -> it.path().replaceFirst(".*credentials", "") + ": " + it.message())
                .containsExactlyInAnyOrder(
                        ".tokenfile: unknown key; did you mean 'token-file'?",
                        ".token-file: write either this or 'token'",
                        ".path: is missing: write what is read there, such as 'database/creds/app'",
                        ".url: with 'path' is no address");
    }

    @Test
    void whatVaultSaysInsteadOfALeaseIsReportedWithoutSecrets() throws IOException {
        assertThat(reason(403, "")).contains("/v1/database/creds/app answered with status 403");
        assertThat(reason(200, "{\"data\": {\"password\": \"s3cret\", }"))
                .contains("/v1/database/creds/app did not answer with a lease of a user")
                .doesNotContain("s3cret");
    }

    /** Returns why dbm does not connect with a vault that answers so. */
    private static String reason(int status, String answer) throws IOException {
        HttpServer vault =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        vault.createContext(
                "/",
                exchange -> {
                    byte[] body = answer.getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        vault.start();
        String block =
                "url = \"http://localhost:%d\", path = database/creds/app, token = word"
                        .formatted(vault.getAddress().getPort());
        try (DatabaseManager manager = load(block)) {
            return catchThrowableOfType(ConnectFailedException.class, manager::connect)
                    .reasons()
                    .get("primary");
        } finally {
            vault.stop(0);
        }
    }

    private static DatabaseManager load(String block) {
        return Dbm.load(
                ConfigFactory.parseString(
                        """
                        dbmanager.connections.primary {
                          type = postgres, host = localhost, database = shop, retry-attempts = 1
                          credentials { provider = vault, %s }
                        }
                        """
                                .formatted(block)));
    }
}
