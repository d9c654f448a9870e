package io.dbm.doctor;

import com.example.faulty.FaultProxy;
import io.dbm.provider.postgres.PostgresServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A file of connections: one that works, and one for each of three things that can be wrong. */
final class Patients implements AutoCloseable {

    static final String PASSWORD = "right-s3cret";
    static final String WRONG_PASSWORD = "wr0ng-s3cret";

    private final FaultProxy blackHole = new FaultProxy(PostgresServer.port());
    private final Path file;

    /** An attempt more would take an hour. */
    Patients(Path folder) throws IOException {
        PostgresServer.run(
                "drop role if exists patient",
                "create role patient login password '" + PASSWORD + "'");
        blackHole.becomeBlackHole();
        String dsn =
                "postgres://patient:%s@localhost:%d/app".formatted(PASSWORD, PostgresServer.port());
        file =
                Files.writeString(
                        folder.resolve("app.conf"),
                        """
                        dbmanager {
                          retry-attempts = 5, retry-delay = 1h, retry-max-delay = 1h
                          connections {
                            archive { type = postgres, host = localhost, port = %d, user = patient, password = "%s", database = app
                              connect-timeout = 2s }
                            legacy { type = postgres, host = localhost, port = %d, user = patient, password = "%s", database = app }
                            primary { type = postgres, dsn = "%s", max-open-conns = 10 }
                            reports { type = postgres, host = localhost, port = %d, user = patient, password = "%s", database = app }
                          }
                        }
                        """
                                .formatted(
                                        blackHole.port(),
                                        PASSWORD,
                                        PostgresServer.port(),
                                        WRONG_PASSWORD,
                                        dsn,
                                        closedPort(),
                                        PASSWORD));
    }

    Path file() {
        return file;
    }

    static List<String> secrets() {
        return List.of(PASSWORD, WRONG_PASSWORD);
    }

    static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() throws IOException {
        blackHole.close();
    }
}
