package io.dbm.it;

import io.dbm.provider.postgres.PostgresServer;

/** The PostgreSQL server, to its superuser, without TLS. */
public final class TestPostgres {

    private TestPostgres() {}

    static int port() {
        return PostgresServer.port();
    }

    /** The settings of a connection to it, without the braces. */
    public static String settings() {
        return "type = postgres, host = localhost, user = postgres, database = postgres,"
                + " sslmode = disable, port = "
                + port();
    }

    /** The same for the driver itself. */
    public static String url() {
        return "jdbc:postgresql://localhost:%d/postgres?user=postgres&sslmode=disable"
                .formatted(port());
    }
}
