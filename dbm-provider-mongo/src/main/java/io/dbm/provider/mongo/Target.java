package io.dbm.provider.mongo;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoCredential;
import com.mongodb.ReadPreference;
import com.mongodb.connection.ConnectionPoolSettings;
import com.mongodb.connection.SslSettings;
import io.dbm.spi.Credentials;
import io.dbm.spi.Limits;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What one connection's clients are opened with.
 *
 * @param place where the servers are, and what a dsn says beside what is below: what the driver
 *     reads, without any user or password
 * @param placeWithUser the place with some user, from which the driver reads the database that
 *     knows users; only for a {@code mongodb+srv} name, whose entry in DNS may say it
 * @param login how a user logs in
 * @param tls whether and how TLS is used
 * @param readPreference which servers are read from, if the place does not say it
 * @param replicaSet the replica set's name, if the place does not say it
 * @param applicationName what the server calls the application, if the place does not say it
 * @param limits of the pools, and of time
 */
record Target(
        String place,
        Optional<String> placeWithUser,
        Login login,
        Tls tls,
        Optional<ReadPreference> readPreference,
        Optional<String> replicaSet,
        Optional<String> applicationName,
        Limits limits) {

    private static final Duration USUAL_MAINTENANCE = Duration.ofMinutes(1);
    private static final Duration MOST_FREQUENT_MAINTENANCE = Duration.ofMillis(500);

    /**
     * Reads the place as the driver does, without looking anything up.
     *
     * @throws IllegalArgumentException if the driver does not take it; the message holds no secret
     */
    static ConnectionString withoutLookup(String place) {
        return new ConnectionString(place, (name, type) -> List.of());
    }

    /**
     * Returns the driver's settings; looks a {@code mongodb+srv} name up and reads the
     * certificates.
     *
     * @throws OpeningException if something is missing to log in, or the file of the authorities to
     *     trust is of no use
     * @throws IOException if Java cannot make a store of certificates
     * @throws GeneralSecurityException if Java cannot do TLS
     */
    MongoClientSettings settings(Credentials credentials)
            throws OpeningException, IOException, GeneralSecurityException {
        return settings(credentials, ConnectionString::new);
    }

    /** As {@link #settings(Credentials)}, with the driver's reader, which looks a name up. */
    MongoClientSettings settings(Credentials credentials, Function<String, ConnectionString> reader)
            throws OpeningException, IOException, GeneralSecurityException {
        boolean nobody = credentials.user().isEmpty();
        ConnectionString read = reader.apply(placeWithUser.filter(it -> !nobody).orElse(place));
        Optional<Login> found =
                Optional.ofNullable(read.getCredential())
                        .map(MongoCredential::getSource)
                        .map(login::in);
        MongoClientSettings.Builder settings = MongoClientSettings.builder();
        settings.applyConnectionString(read);
        found.orElse(login).with(credentials).ifPresent(settings::credential);
        readPreference.ifPresent(settings::readPreference);
        applicationName.ifPresent(settings::applicationName);
        replicaSet.ifPresent(
                name -> settings.applyToClusterSettings(it -> it.requiredReplicaSetName(name)));
        SslSettings ssl = tls.settings();
        settings.applyToSslSettings(it -> it.applySettings(ssl));
        limitTime(settings);
        settings.applyToConnectionPoolSettings(this::limitPool);
        return settings.build();
    }

    /**
     * With {@code timeout} set, even to none, the driver bounds looking for a server and waiting
     * for a connection to it together by the server selection timeout, and each of its retries too.
     * Heartbeats have the connect timeout for their reads as well.
     */
    private void limitTime(MongoClientSettings.Builder settings) {
        settings.timeout(limits.queryTimeout().toMillis(), MILLISECONDS);
        settings.applyToClusterSettings(
                it -> it.serverSelectionTimeout(limits.acquireTimeout().toMillis(), MILLISECONDS));
        settings.applyToSocketSettings(
                it -> it.connectTimeout(limits.connectTimeout().toMillis(), MILLISECONDS));
    }

    private void limitPool(ConnectionPoolSettings.Builder pool) {
        pool.maxSize(limits.maxOpen())
                .minSize(limits.minIdle())
                .maxWaitTime(limits.acquireTimeout().toMillis(), MILLISECONDS)
                .maxConnectionLifeTime(limits.maxLifetime().toMillis(), MILLISECONDS)
                .maxConnectionIdleTime(limits.maxIdleTime().toMillis(), MILLISECONDS)
                .maintenanceFrequency(maintenance().toMillis(), MILLISECONDS);
    }

    /** Idle connections are closed by a task that runs every minute, late for a short idle time. */
    private Duration maintenance() {
        Duration shortest =
                Stream.of(limits.maxLifetime(), limits.maxIdleTime())
                        .filter(limit -> !limit.isZero())
                        .map(limit -> limit.dividedBy(4))
                        .min(Comparator.naturalOrder())
                        .filter(limit -> limit.compareTo(USUAL_MAINTENANCE) < 0)
                        .orElse(USUAL_MAINTENANCE);
        return shortest.compareTo(MOST_FREQUENT_MAINTENANCE) < 0
                ? MOST_FREQUENT_MAINTENANCE
                : shortest;
    }
}
