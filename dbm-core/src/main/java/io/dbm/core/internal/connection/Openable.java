package io.dbm.core.internal.connection;

import io.dbm.core.internal.config.Availability.Start;
import io.dbm.spi.Backend;
import java.util.concurrent.CompletableFuture;

/** What is to serve a connection, once it has been opened as its start asks for. */
public interface Openable {

    /** Returns the connection's name. */
    String name();

    /** Returns how it starts. */
    Start start();

    /** Begins to open a backend, which {@link #activate} will take over. */
    CompletableFuture<Backend<?>> open();

    /** Gives up what {@link #open} began. */
    void cancelOpening(String why);

    /** Serves from a backend; from now on it owns it. */
    void activate(Backend<?> backend);

    /** Serves as soon as its first use has opened it. */
    void activateUnopened();

    /** Serves without a database that could not be opened, and goes on trying, if there is hope. */
    void activateWithout(OpeningFailedException failure);
}
