package io.dbm.core.internal.trial;

import com.typesafe.config.Config;
import io.dbm.PluginInfo;
import io.dbm.ServerInfo;
import io.dbm.core.internal.config.ConfigurationSource;
import io.dbm.core.internal.config.Configured;
import io.dbm.core.internal.config.ConnectionConfig;
import io.dbm.core.internal.config.PluginsBlock;
import io.dbm.core.internal.connection.DefaultNamedConnection;
import io.dbm.core.internal.connection.Description;
import io.dbm.core.internal.connection.OfferedAccess;
import io.dbm.core.internal.connection.OpeningFailedException;
import io.dbm.core.internal.connection.Services;
import io.dbm.core.internal.health.CheckQueue;
import io.dbm.core.internal.plugin.PluginRegistry;
import io.dbm.core.internal.trial.Trial.Answer;
import io.dbm.core.internal.trial.Trial.Failure;
import io.dbm.core.internal.work.Workers;
import io.dbm.spi.Backend;
import io.dbm.spi.FailureKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The connections of one file, each to be tried once: opened as an application would open it,
 * asked, and closed.
 *
 * <p>An attempt takes no longer than the {@code connect-timeout} of its connection and 1 s more,
 * and what is asked then as long as is left of that, or 1 s. Nobody waits for another one's.
 */
public final class Trials implements AutoCloseable {

    private static final Duration GRACE = Duration.ofSeconds(1);

    private final PluginRegistry plugins;
    private final OfferedAccess offered;
    private final List<ConnectionConfig> connections;
    private final Workers workers = new Workers();
    private final Queue<CompletableFuture<Void>> closing = new ConcurrentLinkedQueue<>();

    private Trials(PluginRegistry plugins, List<ConnectionConfig> connections) {
        this.plugins = plugins;
        this.offered = new OfferedAccess(plugins.adapters(), plugins.providers());
        this.connections = connections;
    }

    /**
     * Reads and checks a file, with the plugins in the folder that it names; touches no database.
     *
     * @param classLoader sees the application's classes and resources, and other plugins
     * @throws io.dbm.ConfigurationException if anything is wrong with it
     */
    public static Trials of(Path file, ClassLoader classLoader) {
        Config loaded = ConfigurationSource.load(file, classLoader);
        PluginRegistry plugins =
                PluginRegistry.find(
                        List.of(classLoader), PluginsBlock.place(loaded).stream().toList());
        boolean isRead = false;
        try {
            ConfigurationSource source = ConfigurationSource.ofFile(file, classLoader, plugins);
            Trials trials =
                    new Trials(plugins, Configured.from(source, loaded).read().connections());
            isRead = true;
            return trials;
        } finally {
            if (!isRead) {
                plugins.close();
            }
        }
    }

    /** Returns every plugin that could be loaded. */
    public List<PluginInfo> plugins() {
        return plugins.plugins();
    }

    /** Returns which plugins could not be loaded, and why. */
    public List<String> pluginFaults() {
        return plugins.failures();
    }

    /** Returns every connection, in the order of their names. */
    public List<ConnectionConfig> connections() {
        return connections;
    }

    /** Begins to try a connection; the result never fails. */
    public CompletableFuture<Trial> begin(ConnectionConfig connection) {
        long start = System.nanoTime();
        DefaultNamedConnection tried =
                new DefaultNamedConnection(
                        connection.triedOnce(),
                        new Services(Map.of(), List.of()),
                        workers,
                        new CheckQueue(workers),
                        offered,
                        (name, before, now) -> {});
        return tried.open()
                .thenCompose(backend -> ask(connection, backend, since(start)))
                .exceptionally(e -> Trial.of(connection, since(start), failure(connection, e)))
                .whenComplete((trial, failure) -> closing.add(tried.close()));
    }

    private CompletableFuture<Trial> ask(
            ConnectionConfig connection, Backend<?> backend, Duration took) {
        Duration left = connection.limits().connectTimeout().minus(took);
        Duration limit = left.compareTo(GRACE) < 0 ? GRACE : left;
        long start = System.nanoTime();
        return workers.callWithin(limit, () -> ping(backend, limit), late -> {})
                .thenCompose(
                        ping -> {
                            Duration rest = limit.minus(since(start));
                            return Description.of(backend, rest, workers)
                                    .thenApply(server -> answer(connection, took, ping, server));
                        })
                .exceptionally(
                        e ->
                                Trial.of(
                                        connection,
                                        took.plus(since(start)),
                                        afterwards(connection, unwrapped(e))))
                .whenComplete((trial, failure) -> closing.add(workers.beginClose(backend)));
    }

    private static Trial answer(
            ConnectionConfig connection, Duration took, Duration ping, ServerInfo server) {
        return Trial.of(connection, took, new Answer(ping, server));
    }

    private static Duration ping(Backend<?> backend, Duration limit) throws Exception {
        long start = System.nanoTime();
        backend.ping(limit);
        return since(start);
    }

    private static Failure failure(ConnectionConfig connection, Throwable thrown) {
        Throwable failure = unwrapped(thrown);
        if (failure instanceof OpeningFailedException opening) {
            return new Failure(
                    opening.kind(), opening.reason(), Optional.ofNullable(opening.getCause()));
        }
        Throwable clean = connection.redaction().clean(failure);
        return new Failure(FailureKind.OTHER, clean.toString(), Optional.of(clean));
    }

    /** It was open, and does not answer any more. */
    private static Failure afterwards(ConnectionConfig connection, Throwable failure) {
        Throwable clean = connection.redaction().clean(failure);
        return new Failure(
                FailureKind.UNREACHABLE,
                "it was opened, and then: " + clean.getMessage(),
                Optional.of(clean));
    }

    private static Throwable unwrapped(Throwable thrown) {
        @Nullable Throwable cause = thrown.getCause();
        return thrown instanceof CompletionException && cause != null ? cause : thrown;
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /**
     * Waits until what was opened is closed, but no longer than 5 s, and unloads the plugins that
     * are from a folder.
     */
    @Override
    public void close() {
        try {
            workers.awaitClose(CompletableFuture.allOf(closing.toArray(CompletableFuture[]::new)));
        } catch (TimeoutException | ExecutionException e) {
            // what was asked is known
        }
        workers.close();
        plugins.close();
    }
}
