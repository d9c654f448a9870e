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
 * @param observability what is told of it
 * @param credentials who logs in
 * @param redaction takes its secrets out of what its driver says
 * @param connector opens its backends
 * @param layers the access layers on it, in the order of their ids
 * @param defaultAccess the layer that {@code database()} runs through; empty if it is not SQL
 * @param written what all of this was read from
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
        Observability observability,
        CredentialsConfig credentials,
        Redaction redaction,
        Connector connector,
        List<ConfiguredLayer<?>> layers,
        Optional<ConfiguredLayer<?>> defaultAccess,
        Written written) {

    /** Whether its life is logged. */
    public boolean logging() {
        return observability.logging();
    }

    /** Whether nothing is different that an application or an operator could see. */
    public boolean isSameAs(ConnectionConfig other) {
        return written.equals(other.written);
    }

    /** Whether one pool would do for both. */
    public boolean hasSamePoolAs(ConnectionConfig other) {
        return written.ofPool().equals(other.written.ofPool());
    }

    /** Returns this with all that does not concern the pool taken from another one. */
    public ConnectionConfig adjustedTo(ConnectionConfig other) {
        redaction.include(other.redaction);
        return new ConnectionConfig(
                name,
                type,
                clientType,
                other.tags,
                limits,
                other.shutdownTimeout,
                other.retry,
                other.healthCheckInterval,
                other.availability,
                other.observability,
                credentials,
                redaction,
                connector,
                other.layers,
                other.defaultAccess,
                other.written);
    }

    /** Returns this with one attempt to connect, and no traces, whatever is written. */
    public ConnectionConfig triedOnce() {
        return new ConnectionConfig(
                name,
                type,
                clientType,
                tags,
                limits,
                shutdownTimeout,
                new RetryPolicy(1, retry.delay(), retry.maxDelay()),
                healthCheckInterval,
                availability,
                observability.untraced(),
                credentials,
                redaction,
                connector,
                layers,
                defaultAccess,
                written);
    }

    @Override
    public String toString() {
        return name + " (" + type + ")";
    }
}
