package io.dbm.core.internal.connection;

import io.dbm.core.internal.config.ConnectionConfig;
import io.dbm.core.internal.statement.Dialect;
import io.dbm.core.internal.statement.StatementLog;
import io.dbm.spi.StatementListener;
import java.time.Duration;
import java.util.Optional;

/**
 * Logs what is run on clients with pools of their own, all of whose access layers are one.
 *
 * @param layer what that is called
 */
record StatementLogging(StatementLog log, String layer) implements StatementListener {

    /** Returns what the configuration asks for. */
    static StatementLog log(ConnectionConfig config) {
        return new StatementLog(
                config.name(),
                config.observability().logging(),
                config.observability().slowAfter(),
                Dialect.of(config.type()),
                config.redaction());
    }

    @Override
    public boolean isActive() {
        return log.isWanted();
    }

    @Override
    public void ran(String command, Duration took, Optional<Throwable> failure) {
        log.ran(layer, command, took, failure.orElse(null));
    }
}
