package io.dbm.provider.mongo;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import com.mongodb.MongoClientSettings;
import com.mongodb.MongoCredential;
import com.mongodb.MongoSecurityException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.dbm.PoolStats;
import io.dbm.ServerInfo;
import io.dbm.ServerInfo.Transport;
import io.dbm.spi.Backend;
import io.dbm.spi.FailureKind;
import io.dbm.spi.PoolExhaustedException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.bson.Document;

/** One client of MongoDB's driver. */
final class MongoBackend implements Backend<MongoClient> {

    private final MongoClientSettings settings;
    private final MongoClient client;
    private final PoolFigures figures;

    MongoBackend(MongoClientSettings settings, MongoClient client, PoolFigures figures) {
        this.settings = settings;
        this.client = client;
        this.figures = figures;
    }

    /**
     * Opens a client, and its first connection if {@code min-idle-conns} has not done so.
     *
     * @param listeners hear what callers do with it
     * @throws OpeningException if no server can be reached, or none lets the user in
     */
    static MongoBackend open(MongoClientSettings settings, Duration limit, Listeners listeners)
            throws OpeningException, InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        ServerSearch search = new ServerSearch(searchLimit(settings));
        PoolFigures figures = new PoolFigures(settings.getConnectionPoolSettings(), search);
        UseTimes uses = new UseTimes(listeners.borrows(), figures::isCounted);
        FirstContact contact = new FirstContact(settings.getReadPreference());
        MongoClientSettings.Builder builder =
                MongoClientSettings.builder(settings)
                        .applyToClusterSettings(
                                it -> it.addClusterListener(contact).serverSelector(search))
                        .applyToConnectionPoolSettings(
                                it ->
                                        it.addConnectionPoolListener(figures)
                                                .addConnectionPoolListener(uses));
        if (listeners.statements().isActive()) {
            builder.addCommandListener(
                    new CommandNames(listeners.statements(), figures::isCounted));
        }
        MongoClient client = MongoClients.create(builder.build());
        MongoBackend backend = new MongoBackend(settings, client, figures);
        try {
            contact.await(limit);
            backend.pingThroughPool(Duration.ofNanos(deadline - System.nanoTime()));
            return backend;
        } catch (MongoSecurityException e) {
            backend.close();
            throw new OpeningException(refusal(e.getCredential()), FailureKind.AUTHENTICATION, e);
        } catch (Throwable e) {
            backend.close();
            throw e;
        }
    }

    private static Duration searchLimit(MongoClientSettings settings) {
        long search = settings.getClusterSettings().getServerSelectionTimeout(MILLISECONDS);
        Long operation = settings.getTimeout(MILLISECONDS);
        boolean shorter = operation != null && operation > 0 && operation < search;
        return Duration.ofMillis(shorter ? operation : search);
    }

    /** With X.509 the certificate may say the user. */
    static String refusal(MongoCredential credential) {
        String user = credential.getUserName();
        return (user == null
                        ? "the server refuses the login by " + credential.getMechanism()
                        : "the server refuses user '" + user + "'")
                + ", looked up in '"
                + credential.getSource()
                + "'";
    }

    @Override
    public MongoClient client() {
        return client;
    }

    /**
     * Pings a server that the read preference chooses. Where all connections to a server are in
     * use, it does so through a client of its own, so as not to wait; half of the time is kept for
     * that, since the pool can fill just before the ping. A full pool for which nobody waits is not
     * exhausted.
     */
    @Override
    public void ping(Duration timeout) throws Exception {
        long deadline = System.nanoTime() + timeout.toNanos();
        boolean inVain = false;
        if (!figures.isFull()) {
            try {
                pingThroughPool(timeout.dividedBy(2));
                return;
            } catch (MongoTimeoutException e) {
                if (!figures.isContended()) {
                    throw e;
                }
                inVain = true;
            }
        }
        Duration remaining = Duration.ofNanos(deadline - System.nanoTime());
        open(settingsForOnePing(remaining), remaining, Listeners.NONE).close();
        if (inVain || figures.isAwaited()) {
            throw new PoolExhaustedException(
                    "the pool is exhausted: all "
                            + settings.getConnectionPoolSettings().getMaxSize()
                            + " connections to a server are in use, and callers wait",
                    null);
        }
    }

    @Override
    public ServerInfo describe(Duration timeout) {
        Document build = new Document();
        figures.uncounted(() -> build.putAll(ask("buildInfo", timeout)));
        return new ServerInfo(
                Optional.of("MongoDB"),
                Optional.ofNullable(build.getString("version")),
                settings.getSslSettings().isEnabled() ? Transport.TLS : Transport.PLAIN);
    }

    private MongoClientSettings settingsForOnePing(Duration timeout) {
        return MongoClientSettings.builder(settings)
                .applyToSocketSettings(it -> it.connectTimeout(millis(timeout), MILLISECONDS))
                .applyToClusterSettings(
                        it ->
                                it.serverSelectionTimeout(millis(timeout), MILLISECONDS)
                                        .clusterListenerList(List.of()))
                .applyToConnectionPoolSettings(
                        it -> it.maxSize(1).minSize(0).connectionPoolListenerList(List.of()))
                .build();
    }

    private void pingThroughPool(Duration timeout) {
        figures.uncounted(() -> ask("ping", timeout));
    }

    private Document ask(String command, Duration timeout) {
        return client.withTimeout(millis(timeout), MILLISECONDS)
                .getDatabase("admin")
                .runCommand(new Document(command, 1), settings.getReadPreference());
    }

    /** Returns at least one: none would be no limit. */
    private static int millis(Duration duration) {
        return (int) Math.max(1, Math.min(duration.toMillis(), Integer.MAX_VALUE));
    }

    /** The driver looks for its servers for as long as the client is open. */
    @Override
    public boolean healsItself() {
        return true;
    }

    @Override
    public PoolStats stats() {
        return figures.stats();
    }

    /** The driver ends its sessions then, which is no caller's command. */
    @Override
    public void close() {
        figures.closing();
        OwnWork.run(client::close);
    }

    /** Shows neither servers nor user. */
    @Override
    public String toString() {
        return "MongoDB client";
    }
}
