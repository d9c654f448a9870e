package io.dbm.core.internal.connection;

import io.dbm.core.internal.config.ConnectionConfig;
import io.dbm.core.internal.work.Workers;
import io.dbm.spi.Backend;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One attempt to open a backend. What it returns is sound and has answered a ping. */
final class Attempt {

    private final ConnectionConfig config;
    private final Services services;
    private final Workers workers;
    private final Runnable suspect;

    /**
     * Makes an attempt, which may be run many times.
     *
     * @param suspect is run when a pool that was opened has trouble later
     */
    Attempt(ConnectionConfig config, Services services, Workers workers, Runnable suspect) {
        this.suspect = suspect;
        this.config = config;
        this.services = services;
        this.workers = workers;
    }

    /** Opens a backend; one that turns out to be of no use is closed. */
    Backend<?> run() throws AttemptFailedException {
        OpeningContext context = new OpeningContext(config, services, workers, suspect);
        Backend<?> backend = null;
        try {
            backend = config.connector().open(context);
            check(backend);
            backend.ping(config.limits().connectTimeout());
            return backend;
        } catch (PluginFaultException e) {
            close(backend);
            throw new AttemptFailedException(e);
        } catch (Throwable e) {
            close(backend);
            throw new AttemptFailedException(e, context.classify(e));
        }
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
