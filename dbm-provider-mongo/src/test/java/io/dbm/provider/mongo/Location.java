package io.dbm.provider.mongo;

import java.util.Optional;
import java.util.ServiceLoader;

/**
 * Where the server of these tests is: where the environment variable DBM_TEST_MONGO_URL says, else
 * in a container, if the build brings one, else in this JVM.
 */
final class Location {

    private static final Optional<Container> CONTAINER =
            ServiceLoader.load(Container.class).findFirst();

    private Location() {}

    /** A server in a container. */
    interface Container {

        /**
         * Starts it, unless it runs, and returns its URL; aborts the test if it cannot run here.
         */
        String start();
    }

    /** Returns the server that is not in this JVM, if there is one. */
    static Optional<RealServer> ofRealServer() {
        return Optional.ofNullable(System.getenv("DBM_TEST_MONGO_URL"))
                .filter(url -> !url.isEmpty())
                .or(() -> CONTAINER.map(Container::start))
                .map(RealServer::new);
    }
}
