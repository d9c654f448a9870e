package io.dbm.core.internal.connection;

import io.dbm.core.internal.config.Availability.Start;
import io.dbm.core.internal.config.ConnectionConfig;
import io.dbm.spi.Backend;
import java.util.concurrent.CompletableFuture;

/**
 * Another configuration for a connection that is there: it takes the handles over when it has been
 * opened, and then the former backend is drained and closed.
 */
public final class Replacement implements Openable {

    private final Lifecycle former;
    private final Lifecycle next;
    private final ConnectionConfig config;
    private final Runnable takeOver;
    private volatile CompletableFuture<Void> drained = CompletableFuture.completedFuture(null);

    Replacement(Lifecycle former, Lifecycle next, ConnectionConfig config, Runnable takeOver) {
        this.former = former;
        this.next = next;
        this.config = config;
        this.takeOver = takeOver;
    }

    @Override
    public String name() {
        return config.name();
    }

    /** Whoever is served now is not to be left without a database. */
    @Override
    public Start start() {
        return former.serves() ? Start.FAIL_FAST : config.availability().start();
    }

    @Override
    public CompletableFuture<Backend<?>> open() {
        return next.open();
    }

    @Override
    public void cancelOpening(String why) {
        next.cancelOpening(why);
    }

    @Override
    public void activate(Backend<?> backend) {
        takeOver(() -> next.activate(backend));
    }

    @Override
    public void activateUnopened() {
        takeOver(next::activateUnopened);
    }

    @Override
    public void activateWithout(OpeningFailedException failure) {
        takeOver(() -> next.activateWithout(failure));
    }

    private void takeOver(Runnable activate) {
        drained =
                former.handOver(
                        health -> {
                            next.goOnFrom(health);
                            activate.run();
                            takeOver.run();
                        });
    }

    /** Returns when the former backend is closed. */
    public CompletableFuture<Void> drained() {
        return drained;
    }

    /** Lets go of what has not taken over and will not. */
    public void abandon() {
        next.abandon();
    }

    /** Takes over from a connection that was never opened, and opens nothing either. */
    public void takeOverUnopened() {
        takeOver.run();
    }
}
