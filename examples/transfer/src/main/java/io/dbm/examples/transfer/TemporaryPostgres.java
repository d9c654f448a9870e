package io.dbm.examples.transfer;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * A real PostgreSQL server, unpacked from Maven Central's binaries into a folder that is deleted;
 * it can be killed, and started again with the same data on the same port.
 */
final class TemporaryPostgres implements AutoCloseable {

    private final Path folder;
    private EmbeddedPostgres server;

    private TemporaryPostgres(Path folder) throws IOException {
        this.folder = folder;
        this.server = settings(folder).start();
    }

    /** Starts a server on a port that the system chooses. */
    static TemporaryPostgres start(Path folder) throws IOException {
        return new TemporaryPostgres(folder);
    }

    /**
     * What it says is committed is on the disk, as with a real server; and it has no socket in a
     * folder that is not its own.
     */
    private static EmbeddedPostgres.Builder settings(Path folder) {
        return EmbeddedPostgres.builder()
                .setOverrideWorkingDirectory(folder.toFile())
                .setDataDirectory(folder.resolve("data"))
                .setCleanDataDirectory(false)
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("unix_socket_directories", "");
    }

    int port() {
        return server.getPort();
    }

    /** Kills all processes of the server at once, so that it can neither tell nor save anything. */
    void kill() {
        try {
            Path file = folder.resolve("data").resolve("postmaster.pid");
            long id = Long.parseLong(Files.readAllLines(file).get(0).strip());
            ProcessHandle first = ProcessHandle.of(id).orElseThrow();
            List<ProcessHandle> all = Stream.concat(Stream.of(first), first.descendants()).toList();
            all.forEach(ProcessHandle::destroyForcibly);
            awaitEnd(all);
            // In a container without an init process the dead may stay listed, and the next server
            // would take them for alive.
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void awaitEnd(List<ProcessHandle> processes) {
        CompletableFuture.allOf(
                        processes.stream()
                                .map(ProcessHandle::onExit)
                                .toArray(CompletableFuture<?>[]::new))
                .completeOnTimeout(null, 1, TimeUnit.SECONDS)
                .join();
    }

    /** Starts the killed server again. */
    void restart() throws IOException {
        int port = server.getPort();
        server.close(); // lets go of the data directory
        server = settings(folder).setPort(port).start();
    }

    /** Runs a statement of the staging, which is not the application's. */
    void execute(String sql) throws SQLException {
        DataSource own = server.getPostgresDatabase();
        try (Connection connection = own.getConnection();
                Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(10);
            statement.execute(sql);
        }
    }

    /** Waits until a session of the server is held up by that event. */
    void awaitSessionIn(String waitEvent) throws SQLException {
        execute(
                """
                do $$ begin
                  while not exists (select from pg_stat_activity
                      where wait_event = '%s' and pid <> pg_backend_pid()) loop
                    perform pg_stat_clear_snapshot();
                    perform pg_sleep_for('5 milliseconds');
                  end loop;
                end $$
                """
                        .formatted(waitEvent));
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
