package io.dbm.core.internal.statement;

import io.dbm.core.internal.failure.Redaction;
import io.dbm.core.internal.log.Quoted;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Logs the statements of one connection: all of them at DEBUG, if that is asked for, and those that
 * were slow at WARN. Values are never shown.
 */
public final class StatementLog {

    private static final Logger LOG = LoggerFactory.getLogger("io.dbm.statement");

    private static final int SHOWN_OF_A_BATCH = 3;
    private static final int LONGEST = 2000;

    private final String connection;
    private final boolean all;
    private final Duration slowAfter;
    private final Dialect dialect;
    private final Redaction redaction;

    /**
     * Logs nothing yet.
     *
     * @param connection its name
     * @param all whether those that were not slow are logged, too
     * @param slowAfter zero is never
     * @param dialect of its SQL, if it has any
     * @param redaction takes secrets out of names
     */
    public StatementLog(
            String connection,
            boolean all,
            Duration slowAfter,
            Dialect dialect,
            Redaction redaction) {
        this.connection = connection;
        this.all = all;
        this.slowAfter = slowAfter;
        this.dialect = dialect;
        this.redaction = redaction;
    }

    /** Whether it will ever log anything. */
    public boolean isWanted() {
        return all || !slowAfter.isZero();
    }

    /**
     * Logs what has run, as far as it is to be.
     *
     * @param texts one statement, or those of a batch
     * @param batch how often they ran; 0 if it was no batch
     * @param failure what came of it, if it failed
     */
    void ran(
            String layer,
            List<String> texts,
            int batch,
            Duration took,
            @Nullable Throwable failure) {
        if (isShown(took)) {
            String statements =
                    texts.stream()
                            .limit(SHOWN_OF_A_BATCH)
                            .map(text -> StatementText.of(text, dialect, LONGEST))
                            .collect(Collectors.joining("; "));
            String more = texts.size() > SHOWN_OF_A_BATCH ? "; …" : "";
            log(layer, redaction.clean(statements) + more, batch, took, failure);
        }
    }

    /**
     * Logs a command of a client that is not SQL's.
     *
     * @param command has no values in it
     */
    public void ran(String layer, String command, Duration took, @Nullable Throwable failure) {
        if (isShown(took)) {
            log(layer, redaction.clean(command), 0, took, failure);
        }
    }

    private boolean isShown(Duration took) {
        return isSlow(took) ? LOG.isWarnEnabled() : all && LOG.isDebugEnabled();
    }

    private boolean isSlow(Duration took) {
        return !slowAfter.isZero() && took.compareTo(slowAfter) >= 0;
    }

    private void log(
            String layer, String statement, int batch, Duration took, @Nullable Throwable failure) {
        boolean slow = isSlow(took);
        String event = slow ? "slow_statement" : failure == null ? "statement" : "statement_failed";
        StringBuilder line = new StringBuilder();
        add(line, "connection", connection);
        add(line, "event", event);
        add(line, "layer", layer);
        add(line, "took_ms", millis(took));
        if (slow) {
            add(line, "threshold_ms", millis(slowAfter));
        }
        if (batch > 0) {
            add(line, "batch", Integer.toString(batch));
        }
        if (failure != null) {
            add(line, "error", failure.getClass().getName());
            sqlState(failure).ifPresent(state -> add(line, "sql_state", state));
        }
        line.append("statement=").append(Quoted.of(onOneLine(statement)));
        LOG.atLevel(slow ? Level.WARN : Level.DEBUG).log("{}", line);
    }

    private static Optional<String> sqlState(Throwable failure) {
        try {
            return failure instanceof SQLException sql
                    ? Optional.ofNullable(sql.getSQLState())
                    : Optional.empty();
        } catch (RuntimeException | LinkageError e) {
            return Optional.empty(); // the driver's own exception may fail
        }
    }

    private static void add(StringBuilder line, String key, String value) {
        line.append(key).append('=').append(value).append(' ');
    }

    private static String millis(Duration duration) {
        long micros = duration.toNanos() / 1000;
        return micros / 1000 + "." + Long.toString(1000 + micros % 1000).substring(1);
    }

    /** A name can have any character in it, even the end of a line. */
    private static String onOneLine(String text) {
        return text.replaceAll("[\\p{Cc}\\p{Zl}\\p{Zp}]", " ");
    }
}
