package io.dbm.it;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;

/** One real PostgreSQL server for all tests of this JVM; it ends with the JVM. */
public final class TestPostgres {

    private static final EmbeddedPostgres SERVER = start();

    private TestPostgres() {}

    private static EmbeddedPostgres start() {
        try {
            return EmbeddedPostgres.builder().start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static int port() {
        return SERVER.getPort();
    }

    /** The settings of a connection to it, without the braces. */
    public static String settings() {
        return "type = postgres, host = localhost, user = postgres, database = postgres, port = "
                + port();
    }

    /** The same for the driver itself. */
    public static String url() {
        return SERVER.getJdbcUrl("postgres", "postgres");
    }
}
