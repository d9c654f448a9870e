package io.dbm.core.internal.extension;

import io.dbm.ConfigurationException;
import io.dbm.Health;
import io.dbm.HealthListener;
import io.dbm.core.internal.config.ConfiguredExtension;
import io.dbm.core.internal.health.HealthEvents;
import io.dbm.core.internal.plugin.ContextLoader;
import io.dbm.core.internal.work.TimeLimitException;
import io.dbm.core.internal.work.Workers;
import io.dbm.spi.ExtensionContext;
import io.dbm.spi.RunningExtension;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The extensions of one manager: those that are configured run from the beginning of {@code
 * connect()} until the manager is closed.
 */
public final class Extensions implements HealthListener {

    private static final Logger LOG = LoggerFactory.getLogger("io.dbm.manager");

    private static final Duration START_LIMIT = Duration.ofSeconds(5);

    private final Workers workers;
    private final ExtensionContext context;
    private final Map<String, Running> running = new ConcurrentSkipListMap<>();
    private List<ConfiguredExtension> wanted;
    private State state = State.NOT_STARTED;

    private enum State {
        NOT_STARTED,
        STARTED,
        CLOSED
    }

    private final class Running implements AutoCloseable {

        final ConfiguredExtension configured;
        final HealthEvents events;
        private final RunningExtension extension;

        Running(ConfiguredExtension configured, RunningExtension extension) {
            this.configured = configured;
            this.extension = extension;
            this.events =
                    new HealthEvents(
                            "extension=" + configured.id(), this::tell, workers.blocking());
        }

        private void tell(String connection, Health before, Health now) {
            if (running.get(configured.id()) != this) {
                return; // it has ended meanwhile
            }
            try (ContextLoader its = ContextLoader.of(extension)) {
                extension.healthChanged(connection, before, now);
            }
        }

        @Override
        public void close() throws Exception {
            try (ContextLoader its = ContextLoader.of(extension)) {
                extension.close();
            }
        }
    }

    /** Starts none yet. */
    public Extensions(Workers workers, List<ConfiguredExtension> wanted, ExtensionContext context) {
        this.workers = workers;
        this.wanted = wanted;
        this.context = context;
    }

    /**
     * Starts all of them, or none.
     *
     * @throws ConfigurationException if one does not start
     */
    public synchronized void start() {
        if (state != State.NOT_STARTED) {
            return;
        }
        try {
            for (ConfiguredExtension each : wanted) {
                start(each);
            }
            state = State.STARTED;
        } finally {
            if (state != State.STARTED) {
                closeAll();
            }
        }
    }

    private void start(ConfiguredExtension configured) {
        CompletableFuture<RunningExtension> starting =
                workers.callWithin(
                        START_LIMIT,
                        () -> configured.start(context),
                        late -> {
                            CompletableFuture<Void> unused =
                                    workers.beginClose(new Running(configured, late));
                        });
        try {
            running.put(configured.id(), new Running(configured, starting.join()));
        } catch (CompletionException e) {
            if (e.getCause() instanceof ConfigurationException mistake) {
                throw mistake;
            }
            throw e.getCause() instanceof TimeLimitException
                    ? configured.notStartedWithin(START_LIMIT)
                    : e;
        }
    }

    /** Closes all of them; they may be started again. */
    public synchronized void stop() {
        closeAll();
        if (state == State.STARTED) {
            state = State.NOT_STARTED;
        }
    }

    /** Closes all of them for good. */
    public synchronized void close() {
        closeAll();
        state = State.CLOSED;
    }

    private void closeAll() {
        for (String id : List.copyOf(running.keySet())) {
            close(id);
        }
    }

    private void close(String id) {
        Running ended = running.remove(id);
        if (ended == null) {
            return;
        }
        try {
            workers.awaitClose(workers.beginClose(ended));
        } catch (ExecutionException e) {
            LOG.warn("event=extension_close_failed extension={}", id, e.getCause());
        } catch (TimeoutException e) {
            LOG.warn("event=extension_close_abandoned extension={}", id);
        }
    }

    /** A change of what is configured, which has begun. */
    public interface Change {

        /** Ends it: those that are not configured any more are closed. */
        void take();

        /** Takes it back: those that were closed are started again. */
        void abandon();
    }

    /**
     * Begins to change them: one whose settings are different is closed and started anew. Before
     * {@link #start()} nothing is started.
     *
     * @throws ConfigurationException if one does not start; nothing is changed then
     */
    public synchronized Change begin(List<ConfiguredExtension> next) {
        Begun change = new Begun(next);
        boolean done = false;
        try {
            if (state == State.STARTED) {
                next.forEach(change::replace);
            }
            done = true;
        } finally {
            if (!done) {
                change.abandon();
            }
        }
        return change;
    }

    private final class Begun implements Change {
        private final List<ConfiguredExtension> next;
        private final List<String> started = new ArrayList<>();
        private final List<ConfiguredExtension> closed = new ArrayList<>();

        Begun(List<ConfiguredExtension> next) {
            this.next = next;
        }

        private void replace(ConfiguredExtension other) {
            Running known = running.get(other.id());
            if (known != null && known.configured.isSameAs(other)) {
                return;
            }
            if (known != null) { // first, since both may want one port
                close(other.id());
                closed.add(known.configured);
            }
            start(other);
            started.add(other.id());
        }

        @Override
        public void take() {
            synchronized (Extensions.this) {
                wanted = next;
                List<String> kept = next.stream().map(ConfiguredExtension::id).toList();
                List.copyOf(running.keySet()).stream()
                        .filter(id -> !kept.contains(id))
                        .forEach(Extensions.this::close);
            }
        }

        @Override
        public void abandon() {
            synchronized (Extensions.this) {
                started.forEach(Extensions.this::close);
                if (state == State.STARTED) {
                    closed.forEach(this::restart);
                }
            }
        }

        private void restart(ConfiguredExtension former) {
            try {
                start(former);
            } catch (ConfigurationException e) {
                LOG.warn("event=extension_not_restarted extension={}", former.id(), e);
            }
        }
    }

    /** Returns at once. */
    @Override
    public void healthChanged(String connection, Health before, Health now) {
        for (Running each : running.values()) {
            each.events.healthChanged(connection, before, now);
        }
    }

    /** Says which are running. */
    @Override
    public String toString() {
        return "extensions " + running.keySet();
    }
}
