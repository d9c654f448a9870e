package io.dbm.it.chaos;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A PostgreSQL server of this test's own, which can be killed and started again where it was. */
final class KillablePostgres implements AutoCloseable {

    private static final String OTHERS =
            " from pg_stat_activity where backend_type = 'client backend' and pid <>"
                    + " pg_backend_pid()";

    private final Path folder = Files.createTempDirectory("dbm-chaos");
    private EmbeddedPostgres running = settings().start();
    private final int port = running.getPort();

    KillablePostgres() throws IOException {}

    /**
     * What it has acknowledged outlives its processes, though not a power failure: {@code
     * synchronous_commit} is on, and {@code fsync} off.
     */
    private EmbeddedPostgres.Builder settings() {
        return EmbeddedPostgres.builder()
                .setDataDirectory(folder.resolve("data"))
                .setCleanDataDirectory(false)
                .setPGStartupWait(Duration.ofSeconds(60))
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("fsync", "off")
                .setServerConfig("deadlock_timeout", "100ms")
                .setServerConfig("max_connections", "200")
                .setServerConfig("unix_socket_directories", "");
    }

    int port() {
        return port;
    }

    /** Kills all its processes, so that it can neither tell nor save anything. */
    void kill() throws IOException {
        Path file = folder.resolve("data").resolve("postmaster.pid");
        long id = Long.parseLong(Files.readAllLines(file).get(0).strip());
        ProcessHandle first = ProcessHandle.of(id).orElseThrow();
        List<ProcessHandle> all = Stream.concat(first.descendants(), Stream.of(first)).toList();
        first.destroyForcibly(); // it would start again what its children were
        all.forEach(ProcessHandle::destroyForcibly);
        awaitEnd(all);
        // Without an init process the dead stay listed, and the next server would take them for
        // alive.
        Files.deleteIfExists(file);
        running.close(); // lets go of the data directory
    }

    private static void awaitEnd(List<ProcessHandle> processes) {
        CompletableFuture.allOf(
                        processes.stream()
                                .map(ProcessHandle::onExit)
                                .toArray(CompletableFuture<?>[]::new))
                .completeOnTimeout(null, 1, TimeUnit.SECONDS)
                .join();
    }

    /** Shuts it down, which ends every session at once and in order. */
    void stop() throws IOException {
        running.close();
    }

    /** Starts it again; returns when it lets somebody in. */
    void start() throws IOException {
        running = settings().setPort(port).start();
    }

    /** Ends every other session, if there is somebody to do it. */
    void endSessions() {
        try {
            int unused =
                    number("select count(pg_terminate_backend(pid))" + OTHERS + " and pid % 2 = 0");
        } catch (SQLException down) {
            // they have ended
        }
    }

    /** Returns how many sessions there are, other than the one that asks. */
    int sessions() throws SQLException {
        return number("select count(*)" + OTHERS);
    }

    private int number(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getInt(1);
        }
    }

    /** Connects past the network. */
    Connection connect() throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://localhost:" + port + "/postgres?user=postgres&sslmode=disable");
    }

    @Override
    public void close() throws IOException {
        running.close();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
