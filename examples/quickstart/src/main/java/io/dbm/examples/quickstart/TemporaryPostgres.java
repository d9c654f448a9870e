package io.dbm.examples.quickstart;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A real PostgreSQL server, unpacked from Maven Central's binaries into a folder that is deleted;
 * none where it cannot run.
 */
record TemporaryPostgres(Optional<EmbeddedPostgres> server) implements AutoCloseable {

    /**
     * Starts a server on a port that the system chooses; {@code application.conf} asks for it. If
     * that fails, {@code without-postgres.conf} takes the place of {@code application.conf}.
     */
    static TemporaryPostgres startIn(Path folder) {
        try {
            System.setProperty("ot.epg.working-dir", folder.toString()); // not /tmp, where it stays
            EmbeddedPostgres server =
                    EmbeddedPostgres.builder().setDataDirectory(folder.resolve("data")).start();
            System.setProperty("quickstart.postgres-port", Integer.toString(server.getPort()));
            System.out.printf(
                    "A PostgreSQL server runs on port %d, from Maven Central.%n", server.getPort());
            return new TemporaryPostgres(Optional.of(server));
        } catch (IOException | RuntimeException e) {
            System.setProperty("config.resource", "without-postgres.conf");
            String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            System.out.printf("No PostgreSQL here (%s), so 'primary' is SQLite.%n", reason);
            return new TemporaryPostgres(Optional.empty());
        }
    }

    @Override
    public void close() throws IOException {
        if (server.isPresent()) {
            server.get().close();
        }
    }
}
