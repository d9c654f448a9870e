package io.dbm.core.internal.trial;

import io.dbm.ServerInfo;
import io.dbm.core.internal.config.ConnectionConfig;
import io.dbm.spi.FailureKind;
import java.time.Duration;
import java.util.Optional;

/**
 * What came of one attempt to open a connection.
 *
 * @param connection that was tried
 * @param took how long it was until the connection was open, or the attempt had failed
 * @param answer what an open one said
 * @param failure why it is of no use; there is either this or an answer
 */
public record Trial(
        ConnectionConfig connection,
        Duration took,
        Optional<Answer> answer,
        Optional<Failure> failure) {

    /**
     * What a database said.
     *
     * @param ping how long one took, through the open pool
     * @param server which database it is
     */
    public record Answer(Duration ping, ServerInfo server) {}

    /**
     * What went wrong.
     *
     * @param kind as far as the provider can tell
     * @param reason without secrets
     * @param cause without secrets
     */
    public record Failure(FailureKind kind, String reason, Optional<Throwable> cause) {}

    static Trial of(ConnectionConfig connection, Duration took, Answer answer) {
        return new Trial(connection, took, Optional.of(answer), Optional.empty());
    }

    static Trial of(ConnectionConfig connection, Duration took, Failure failure) {
        return new Trial(connection, took, Optional.empty(), Optional.of(failure));
    }
}
