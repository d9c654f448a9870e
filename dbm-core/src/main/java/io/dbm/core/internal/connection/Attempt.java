package io.dbm.core.internal.connection;

import io.dbm.core.internal.config.ConnectionConfig;
import io.dbm.core.internal.credentials.Logins;
import io.dbm.core.internal.failure.OwnSqlException;
import io.dbm.core.internal.plugin.ContextLoader;
import io.dbm.core.internal.plugin.Misfit;
import io.dbm.core.internal.pool.PoolCounters;
import io.dbm.core.internal.tracing.Traces;
import io.dbm.core.internal.tracing.Tracing;
import io.dbm.core.internal.work.Workers;
import io.dbm.spi.Backend;
import io.dbm.spi.Credentials;
import io.dbm.spi.FailureKind;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** One attempt to open a backend. What it returns is sound and has answered a ping. */
final class Attempt {

    /** The SQLSTATE of a login that is refused. */
    private static final String LOGIN_REFUSED = "28000";

    private final ConnectionConfig config;
    private final Services services;
    private final Workers workers;
    private final Logins logins;
    private final PoolCounters counters;
    private final Runnable suspect;
    private final Traces traces;

    /** Who has logged in to clients with pools of their own. */
    private final Map<Backend<?>, Credentials> openedBy =
            Collections.synchronizedMap(new WeakHashMap<>());

    /**
     * Makes an attempt, which may be run many times.
     *
     * @param counters go on from what pools before have counted
     * @param suspect is run when a pool that was opened has trouble later
     */
    Attempt(
            ConnectionConfig config,
            Services services,
            Workers workers,
            Logins logins,
            PoolCounters counters,
            Runnable suspect) {
        this.counters = counters;
        this.config = config;
        this.services = services;
        this.workers = workers;
        this.logins = logins;
        this.suspect = suspect;
        this.traces =
                Tracing.of(
                        config.observability().tracing(),
                        config.name(),
                        config.type(),
                        config.redaction(),
                        services);
    }

    /** Returns this for others to run, on behalf of the thread that calls. */
    Callable<Backend<?>> task() {
        Traces.Openings openings = traces.openings();
        return () -> run(openings);
    }

    /** Opens a backend; one that turns out to be of no use is closed. */
    Backend<?> run() throws AttemptFailedException {
        return run(traces.openings());
    }

    private Backend<?> run(Traces.Openings openings) throws AttemptFailedException {
        Instant start = Instant.now();
        try {
            Backend<?> backend = open();
            openings.succeeded(start);
            return backend;
        } catch (AttemptFailedException e) {
            openings.failed(start, e.kind(), () -> e.reason(config.redaction()));
            throw e;
        }
    }

    private Backend<?> open() throws AttemptFailedException {
        OpeningContext context =
                new OpeningContext(config, services, workers, logins, counters, suspect, traces);
        Backend<?> backend = null;
        try {
            try (ContextLoader its = ContextLoader.of(config.connector())) {
                backend = config.connector().open(context);
            }
            check(backend);
            backend = context.viewed(backend);
            backend.ping(config.limits().connectTimeout());
            Credentials opener = context.login();
            if (opener != null) {
                openedBy.put(backend, opener);
            }
            return backend;
        } catch (PluginFaultException e) {
            close(backend);
            throw new AttemptFailedException(e);
        } catch (Throwable e) {
            close(backend);
            Optional<String> misfit = Misfit.of(config.connector().getClass(), e);
            if (misfit.isPresent()) {
                throw new AttemptFailedException(new PluginFaultException(misfit.get(), e));
            }
            FailureKind kind = context.classify(e);
            Credentials login = context.login();
            if (kind == FailureKind.AUTHENTICATION && login != null) {
                logins.refused(login, refusal(e));
            }
            throw new AttemptFailedException(e, kind);
        }
    }

    /** Returns what is said of a refused login that is not tried again. */
    private SQLException refusal(Throwable failure) {
        Throwable clean = config.redaction().clean(failure);
        return clean instanceof SQLException sql
                ? sql
                : new OwnSqlException(clean.toString(), LOGIN_REFUSED, clean);
    }

    /** Whether a client with a pool of its own goes on with a login that is to be replaced. */
    boolean hasFormerLogin(Backend<?> backend) {
        Credentials opener = openedBy.get(backend);
        return opener != null && logins.isFormer(opener);
    }

    /** A plugin may break its word. */
    private void check(@Nullable Backend<?> backend) throws PluginFaultException {
        if (backend == null) {
            throw new PluginFaultException(config, "opened nothing");
        }
        if (!config.clientType().isInstance(backend.client())) {
            throw new PluginFaultException(
                    config, "gave a client that is no " + config.clientType().getName());
        }
        if (backend.stats() == null) {
            throw new PluginFaultException(config, "gave no statistics");
        }
    }

    /** Closes a backend that nobody has used, and does not mind how that ends. */
    void close(@Nullable Backend<?> backend) {
        if (backend == null) {
            return;
        }
        workers.closeQuietly(List.of(backend));
    }
}
