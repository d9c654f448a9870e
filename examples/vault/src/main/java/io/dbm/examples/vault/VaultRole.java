package io.dbm.examples.vault;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import io.dbm.spi.Credentials;
import io.dbm.spi.CredentialsSource;
import io.dbm.spi.Lease;
import io.dbm.spi.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Asks Vault for a user, each time for another one. */
record VaultRole(URI address, Token token) implements CredentialsSource {

    @Override
    public Lease obtain() throws IOException, InterruptedException {
        HttpRequest question =
                HttpRequest.newBuilder(address).header("X-Vault-Token", token.read()).build();
        HttpResponse<String> answer =
                HttpClient.newHttpClient().send(question, BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException(address + " answered with status " + answer.statusCode());
        }
        return lease(answer.body());
    }

    /** JSON is HOCON, and what dbm reads its configuration with can read this too. */
    private Lease lease(String answer) throws IOException {
        try {
            Config said = ConfigFactory.parseString(answer);
            return Lease.of(
                    Credentials.of(
                            said.getString("data.username"),
                            Secret.of(said.getString("data.password"))),
                    Duration.ofSeconds(said.getLong("lease_duration")));
        } catch (ConfigException e) { // which may quote the password
            throw new IOException(address + " did not answer with a lease of a user");
        }
    }
}
