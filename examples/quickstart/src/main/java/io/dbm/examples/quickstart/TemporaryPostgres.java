package io.dbm.examples.quickstart;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A real PostgreSQL server, unpacked from Maven Central's binaries into a folder that is deleted.
 */
final class TemporaryPostgres implements AutoCloseable {

    private final EmbeddedPostgres server;

    private TemporaryPostgres(EmbeddedPostgres server) {
        this.server = server;
    }

    /** Starts a server on a port that the system chooses. */
    static TemporaryPostgres start(Path folder) throws IOException {
        return new TemporaryPostgres(
                EmbeddedPostgres.builder()
                        .setOverrideWorkingDirectory(folder.toFile())
                        .setDataDirectory(folder.resolve("data"))
                        .start());
    }

    int port() {
        return server.getPort();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
