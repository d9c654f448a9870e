package io.dbm.examples.quickstart;

import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import java.net.InetSocketAddress;

/** A server in this JVM that speaks MongoDB's protocol and keeps its documents in memory. */
record TemporaryMongo(MongoServer server) implements AutoCloseable {

    /** Starts a server on a port that the system chooses; {@code application.conf} asks for it. */
    static TemporaryMongo start() {
        MongoServer server = new MongoServer(new MemoryBackend());
        InetSocketAddress address = server.bind();
        System.setProperty("quickstart.mongo-port", Integer.toString(address.getPort()));
        System.out.printf(
                "In MongoDB's place, mongo-java-server runs on port %d, in this JVM.%n",
                address.getPort());
        return new TemporaryMongo(server);
    }

    @Override
    public void close() {
        server.shutdownNow();
    }
}
