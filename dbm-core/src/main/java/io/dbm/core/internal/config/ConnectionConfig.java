package io.dbm.core.internal.config;

import io.dbm.core.internal.credentials.CredentialsConfig;
import io.dbm.core.internal.failure.Redaction;
import io.dbm.spi.Connector;
import io.dbm.spi.Limits;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One connection, read and checked.
 *
 * @param name its name
 * @param type its provider's type
 * @param clientType what its backends give
 * @param tags as written
 * @param limits of its pool
 * @param shutdownTimeout how long its work in flight may still take at the end
 * @param retry of connecting
 * @param healthCheckInterval zero is never
 * @param availability what becomes of it while its database is down
 * @param logging whether its life is logged
 * @param credentials who logs in
 * @param redaction takes its secrets out of what its driver says
 * @param connector opens its backends
 * @param layers the access layers on it, in the order of their ids
 * @param defaultAccess the layer that {@code database()} runs through; empty if it is not SQL
 */
public record ConnectionConfig(
        String name,
        String type,
        Class<?> clientType,
        Map<String, String> tags,
        Limits limits,
        Duration shutdownTimeout,
        RetryPolicy retry,
        Duration healthCheckInterval,
        Availability availability,
        boolean logging,
        CredentialsConfig credentials,
        Redaction redaction,
        Connector connector,
        List<ConfiguredLayer<?>> layers,
        Optional<ConfiguredLayer<?>> defaultAccess) {

    @Override
    public String toString() {
        return name + " (" + type + ")";
    }
}
