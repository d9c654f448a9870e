package io.dbm.core.internal.connection;

import io.dbm.Health;
import io.dbm.Health.Status;
import io.dbm.core.internal.config.ConnectionConfig;
import io.dbm.core.internal.failure.Redaction;
import io.dbm.core.internal.handle.SharedClient;
import io.dbm.core.internal.log.Quoted;
import io.dbm.spi.Backend;
import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Logs the life of one connection: at INFO where {@code enable-logging} says so, else at DEBUG. */
final class LifeLog {

    private static final Logger LOG = LoggerFactory.getLogger("io.dbm.connection");

    private final String name;
    private final Supplier<ConnectionConfig> config;
    private final Redaction redaction;

    /**
     * Makes a log.
     *
     * @param config says at each moment whether what is usual is logged at INFO
     */
    LifeLog(String name, Supplier<ConnectionConfig> config, Redaction redaction) {
        this.name = name;
        this.config = config;
        this.redaction = redaction;
    }

    private Level level() {
        return config.get().logging() ? Level.INFO : Level.DEBUG;
    }

    void opened() {
        LOG.atLevel(level()).log("connection={} event=opened", name);
    }

    void retrying(int attempt, Duration pause, String reason) {
        LOG.atLevel(level())
                .log(
                        "connection={} event=retrying attempt={} pause_ms={} reason={}",
                        name,
                        attempt,
                        pause.toMillis(),
                        Quoted.of(reason));
    }

    /** Opened and closed is logged as such. */
    void health(Health before, Health now) {
        if (now.status() == Status.CLOSED
                || (before.status() == Status.NOT_CONNECTED && now.isAlive())) {
            return;
        }
        LOG.atLevel(level())
                .log(
                        "connection={} event=health status={} reason={}",
                        name,
                        now.status(),
                        Quoted.of(now.cause().orElse("")));
    }

    /** What the application shares with dbm is checked and not replaced. */
    void replaced(Backend<?> by) {
        String event = by instanceof SharedClient ? "checked" : "replaced";
        LOG.atLevel(level()).log("connection={} event={}", name, event);
    }

    void reconfigured() {
        LOG.atLevel(level()).log("connection={} event=reconfigured", name);
    }

    void reconnectFailed(String reason) {
        LOG.atLevel(level())
                .log("connection={} event=reconnect_failed reason={}", name, Quoted.of(reason));
    }

    /** The application starts without the database, which is looked for from now on. */
    void downAtStart(String reason) {
        LOG.warn("connection={} event=down_at_start reason={}", name, Quoted.of(reason));
    }

    void gaveUp(String reason) {
        LOG.warn(
                "connection={} event=gave_up reason={} remedy=\"mend it, then reconnect()\"",
                name,
                Quoted.of(reason));
    }

    /** Nothing of a backend is in use any more; it is about to be closed. */
    void drained() {
        LOG.atLevel(level()).log("connection={} event=drained", name);
    }

    /** The time for the work in flight is over. */
    void stillInUse(Backend<?> backend, int inUse) {
        String event = backend instanceof SharedClient ? "left_in_use" : "cut_off";
        LOG.warn("connection={} event={} in_use={}", name, event, inUse);
    }

    void closeFailed(Throwable failure) {
        LOG.warn(
                "connection={} event=close_failed reason={}",
                name,
                Quoted.of(redaction.clean(failure)));
    }

    void statsFailed(Throwable failure) {
        LOG.warn(
                "connection={} event=stats_failed reason={}",
                name,
                Quoted.of(failure.getClass().getName()));
    }

    void closeTimedOut() {
        LOG.warn("connection={} event=close_timed_out", name);
    }

    void closed() {
        LOG.atLevel(level()).log("connection={} event=closed", name);
    }
}
