package io.dbm.spi;

import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * What dbm gives a provider that opens a backend. Only dbm implements it.
 *
 * @since 0.1.0
 */
public interface ProviderContext {

    /**
     * Returns dbm's connection pool over a driver, with the connection's limits, statistics and
     * health check, after its first physical connection was opened.
     *
     * @throws Exception what the driver threw when it opened the first physical connection
     */
    Backend<DataSource> pool(JdbcDriver driver) throws Exception;

    /**
     * Returns dbm's connection pool over a driver for which the defaults of {@link JdbcDriver} will
     * do.
     *
     * @throws Exception what the driver threw when it opened the first physical connection
     */
    default Backend<DataSource> pool(DataSource driver) throws Exception {
        return pool(() -> driver);
    }

    /**
     * Returns the credentials to log in with; may block, as they may come from elsewhere. dbm's
     * pool asks for them anew for each physical connection; a provider with a pool of its own does
     * the same if it can, or else is opened anew when they change: see {@link Backend#renewLogins}.
     *
     * @throws Exception if there are none to be had, or the database has refused them before
     */
    Credentials credentials() throws Exception;

    /** Returns how much of the time limit of this attempt remains; never negative. */
    Duration remaining();

    /**
     * Returns what to trace with, where {@code enable-tracing} is on for the connection: the
     * application's OpenTelemetry, whose spans carry the connection's name. A provider with a pool
     * of its own hands it to the instrumentation of its driver; dbm traces what goes through JDBC
     * itself. It has no metrics and no logs.
     *
     * @param type {@code io.opentelemetry.api.OpenTelemetry}, which so need not be there where
     *     nothing is traced; of another type there is nothing
     */
    default <T> Optional<T> tracing(Class<T> type) {
        return Optional.empty();
    }

    /**
     * Returns who hears how long callers wait for a physical connection and use it, where {@code
     * metrics-timings} asks for that. dbm's pool tells it by itself; a provider of clients with
     * pools of their own does, or names {@code metrics-timings} among its {@linkplain
     * DatabaseProvider#unsupportedKeys unsupported keys}.
     */
    default BorrowListener borrows() {
        return BorrowListener.NONE;
    }

    /**
     * Returns who logs what callers run, where {@code enable-logging} or {@code
     * slow-query-threshold} asks for that. For a SQL database dbm tells it by itself; a provider of
     * other clients does, or names {@code slow-query-threshold} among its {@linkplain
     * DatabaseProvider#unsupportedKeys unsupported keys}.
     */
    default StatementListener statements() {
        return StatementListener.NONE;
    }

    /** Returns what the application handed to the builder under that type, if anything. */
    <T> Optional<T> service(Class<T> type);
}
