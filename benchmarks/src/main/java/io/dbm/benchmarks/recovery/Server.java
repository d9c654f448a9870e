package io.dbm.benchmarks.recovery;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** A PostgreSQL server that can be killed, and started again where it was. */
final class Server implements AutoCloseable {

    private static final int LOOK_AGAIN_MILLIS = 5;

    private final Path folder = Files.createTempDirectory("dbm-benchmarks");
    private EmbeddedPostgres running = builder().start();
    private final int port = running.getPort();

    Server() throws IOException {}

    private EmbeddedPostgres.Builder builder() {
        return EmbeddedPostgres.builder()
                .setDataDirectory(folder.resolve("data"))
                .setCleanDataDirectory(false);
    }

    int port() {
        return port;
    }

    static String url(int port) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=postgres";
    }

    /** Kills it, as a crash of its machine would: it says goodbye to nobody. */
    void kill() throws IOException {
        String pid = Files.readAllLines(folder.resolve("data/postmaster.pid")).get(0);
        ProcessHandle process = ProcessHandle.of(Long.parseLong(pid.strip())).orElseThrow();
        process.destroyForcibly();
        process.onExit().join();
        running.close(); // lets go of the folder
    }

    /**
     * Starts it again.
     *
     * @return when it first let somebody in, as {@link System#nanoTime()} counts
     */
    long restart() throws InterruptedException {
        CompletableFuture<EmbeddedPostgres> starting =
                CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                return builder().setPort(port).start();
                            } catch (IOException e) {
                                throw new IllegalStateException(e);
                            }
                        });
        while (!letsIn() && !starting.isCompletedExceptionally()) {
            Thread.sleep(LOOK_AGAIN_MILLIS);
        }
        long accepting = System.nanoTime();
        running = starting.join();
        return accepting;
    }

    private boolean letsIn() {
        try (Connection connection =
                DriverManager.getConnection(url(port) + "&connectTimeout=1&socketTimeout=1")) {
            return !connection.isClosed();
        } catch (SQLException notYet) {
            return false;
        }
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
