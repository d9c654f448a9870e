package io.dbm.benchmarks.timeout;

import static java.nio.charset.StandardCharsets.US_ASCII;

import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import io.dbm.benchmarks.race.Jvm;
import io.dbm.provider.mssql.tds.TdsServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A server that speaks the protocol of one that cannot run here. It has a process of its own, as
 * the other would, so that what it uses is not counted.
 */
final class StandIn implements AutoCloseable {

    static final String USER = "app";
    static final String PASSWORD = "app-password";
    static final String DATABASE = "app";

    private final Process process;
    private final int port;

    private StandIn(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Takes {@code mssql} or {@code mongodb}, says its port, and ends with its input. */
    public static void main(String[] arguments) throws IOException {
        int port =
                switch (arguments[0]) {
                    case "mssql" ->
                            TdsServer.start(
                                            Optional.empty(),
                                            Map.of(USER, PASSWORD),
                                            List.of("master", DATABASE))
                                    .port();
                    case "mongodb" -> new MongoServer(new MemoryBackend()).bind().getPort();
                    default -> throw new IllegalArgumentException(arguments[0]);
                };
        System.out.println(port);
        System.in.transferTo(System.out);
        System.exit(0); // the servers' threads would go on
    }

    /** Starts one, and waits until it listens. */
    static StandIn start(String type) throws IOException {
        Process process =
                Jvm.start(
                        List.of("-Xmx256m", "-Dorg.slf4j.simpleLogger.defaultLogLevel=error"),
                        StandIn.class,
                        List.of(type));
        String port =
                new BufferedReader(new InputStreamReader(process.getInputStream(), US_ASCII))
                        .readLine();
        if (port == null) {
            throw new IOException("the stand-in for " + type + " has not started");
        }
        return new StandIn(process, Integer.parseInt(port));
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        process.destroy();
    }
}
