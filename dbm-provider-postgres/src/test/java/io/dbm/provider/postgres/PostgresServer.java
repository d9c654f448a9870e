package io.dbm.provider.postgres;

import com.example.tls.Certificate;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.dbm.DatabaseManager;
import io.dbm.core.Dbm;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/**
 * The PostgreSQL server of these tests: started when first asked for, stopped with the JVM.
 *
 * <p>It speaks TLS and plain text, and asks every user but its superuser for the password.
 */
public final class PostgresServer {

    /** The certificate that the server shows, issued by itself for {@code localhost}. */
    public static final Certificate CERTIFICATE = Certificate.issueFor("localhost");

    private static final String LOGINS =
            """
            host all postgres all trust
            hostnossl all tls-alone all reject
            host all all      all scram-sha-256
            """;

    private static final EmbeddedPostgres POSTGRES = start();

    static {
        run(
                "create role app login password 'app'",
                "create database app owner app",
                "create role \"tls-alone\" login password 'tls-alone'",
                "create role limited login password 'limited'",
                "alter role limited set statement_timeout = '1h'");
    }

    private PostgresServer() {}

    public static int port() {
        return POSTGRES.getPort();
    }

    /** Returns the keys of a connection that works, to be added to. */
    public static Map<String, Object> keys() {
        Map<String, Object> keys = new HashMap<>();
        keys.put("type", "postgres");
        keys.put("host", "localhost");
        keys.put("port", port());
        keys.put("user", "app");
        keys.put("password", "app");
        keys.put("database", "app");
        return keys;
    }

    /** Returns the keys of a connection that says where to connect in one line. */
    public static Map<String, Object> dsn(String dsn) {
        Map<String, Object> keys = new HashMap<>();
        keys.put("type", "postgres");
        keys.put("dsn", dsn);
        return keys;
    }

    /** Loads a manager of one connection, {@code primary}. */
    public static DatabaseManager load(Map<String, ?> keys) {
        Config config =
                ConfigFactory.parseMap(
                        Map.of("dbmanager", Map.of("connections", Map.of("primary", keys))),
                        "test.conf");
        return Dbm.load(config);
    }

    /** Connects with these keys, and returns the one text that the query finds. */
    public static String query(Map<String, ?> keys, String sql) {
        try (DatabaseManager manager = load(keys)) {
            manager.connect();
            return manager.connection("primary")
                    .database()
                    .queryOne(sql, row -> row.getString(1))
                    .orElseThrow();
        }
    }

    /** Runs statements as the superuser. */
    public static void run(String... statements) {
        try (Connection connection = POSTGRES.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the one number that the query finds as the superuser. */
    public static int count(String sql) {
        try (Connection connection = POSTGRES.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getInt(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static EmbeddedPostgres start() {
        try {
            return EmbeddedPostgres.builder()
                    .setServerConfig("ssl", "on")
                    .setServerConfig("logging_collector", "on") // so that tests can read the log
                    .setDataDirectoryCustomizer(PostgresServer::prepare)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void prepare(File dataDirectory) {
        Path directory = dataDirectory.toPath();
        try {
            Files.writeString(directory.resolve("pg_hba.conf"), LOGINS);
            CERTIFICATE.writeForServer(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
