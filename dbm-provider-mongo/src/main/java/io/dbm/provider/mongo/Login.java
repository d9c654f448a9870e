package io.dbm.provider.mongo;

import com.mongodb.AuthenticationMechanism;
import com.mongodb.MongoCredential;
import io.dbm.spi.Credentials;
import io.dbm.spi.FailureKind;
import java.util.List;
import java.util.Optional;

/**
 * How a user logs in.
 *
 * @param source the database that knows the user
 * @param mechanism the mechanism, if it is not for client and server to agree on one
 */
record Login(String source, Optional<String> mechanism) {

    private static final String X509 = MongoCredential.MONGODB_X509_MECHANISM;

    static final List<String> MECHANISMS =
            List.of(
                    MongoCredential.SCRAM_SHA_1_MECHANISM,
                    MongoCredential.SCRAM_SHA_256_MECHANISM,
                    MongoCredential.PLAIN_MECHANISM,
                    X509);

    /** Whether the server does not know such users itself. */
    static boolean isExternal(String mechanism) {
        return mechanism.equals(MongoCredential.PLAIN_MECHANISM) || mechanism.equals(X509);
    }

    /** Returns the same for a user whom another database knows. */
    Login in(String otherSource) {
        return new Login(otherSource, mechanism);
    }

    /**
     * Returns what the driver logs in with; empty if nobody logs in.
     *
     * @throws OpeningException if something is missing
     */
    Optional<MongoCredential> with(Credentials credentials) throws OpeningException {
        if (mechanism.filter(X509::equals).isPresent()) {
            return Optional.of(
                    credentials
                            .user()
                            .map(MongoCredential::createMongoX509Credential)
                            .orElseGet(MongoCredential::createMongoX509Credential));
        }
        if (credentials.user().isEmpty() && credentials.password().isEmpty()) {
            return Optional.empty();
        }
        if (credentials.user().isEmpty() || credentials.password().isEmpty()) {
            throw new OpeningException(
                    credentials.user().isEmpty()
                            ? "there is a password without a user: write user"
                            : "there is a user without a password: write password",
                    FailureKind.AUTHENTICATION);
        }
        return Optional.of(
                credential(
                        credentials.user().get(),
                        credentials.password().get().reveal().toCharArray()));
    }

    private MongoCredential credential(String user, char[] password) {
        MongoCredential credential = MongoCredential.createCredential(user, source, password);
        return mechanism
                .map(AuthenticationMechanism::fromMechanismName)
                .map(credential::withMechanism)
                .orElse(credential);
    }
}
