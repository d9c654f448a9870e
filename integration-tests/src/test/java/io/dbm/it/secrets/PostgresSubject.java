package io.dbm.it.secrets;

import com.example.faulty.FaultProxy;
import com.example.tls.Certificate;
import io.dbm.NamedConnection;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/** PostgreSQL, which asks for the password, with TLS. */
final class PostgresSubject implements Subject {

    /** What is to be found in what it prints: else it has not been everywhere. */
    static final List<String> SIGNS =
            List.of(
                    "the secret has changed",
                    "org.postgresql.core.v3",
                    "FE=> ",
                    "com.zaxxer.hikari",
                    "event=opened",
                    "password authentication failed for user \"app\"",
                    "database \"nowhere\" does not exist",
                    "is not from an authority in",
                    "the server's certificate is for localhost, not for 127.0.0.1",
                    "the latest attempt to open one failed",
                    "no_such_table");

    private static final String LOGINS =
            """
            host all postgres all trust
            host all all      all scram-sha-256
            """;

    private final Certificate certificate = Certificate.issueFor("localhost");
    private final Path authority = Files.createTempFile("authority", ".pem");
    private final Path another = Files.createTempFile("another", ".pem");
    private final EmbeddedPostgres server;
    private final FaultProxy network;
    private int breakdowns;

    PostgresSubject() throws IOException {
        Files.writeString(authority, certificate.certificatePem());
        Files.writeString(another, Certificate.issueFor("localhost").certificatePem());
        server =
                EmbeddedPostgres.builder()
                        .setServerConfig("ssl", "on")
                        .setDataDirectoryCustomizer(this::prepare)
                        .start();
        run("create role app login password '" + Secrets.RIGHT + "'", "create database app");
        network = new FaultProxy(server.getPort());
    }

    private void prepare(File folder) {
        try {
            Files.writeString(folder.toPath().resolve("pg_hba.conf"), LOGINS);
            certificate.writeForServer(folder.toPath());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What this test itself says to the server is not to be found in the log. */
    private void run(String... statements) {
        Logger driver = Logger.getLogger("org.postgresql");
        driver.setLevel(Level.OFF);
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } finally {
            driver.setLevel(null);
        }
    }

    @Override
    public List<String> working() {
        return List.of(
                keys(Secrets.RIGHT),
                dsn("postgresql://app:" + Secrets.encoded(Secrets.RIGHT) + "@", ""),
                dsn("jdbc:postgresql://", "?user=app&password=" + Secrets.encoded(Secrets.RIGHT)),
                keys(Secrets.RIGHT)
                        + "sslmode = verify-full, ssl-root-cert = \""
                        + authority
                        + "\"\n");
    }

    @Override
    public Map<String, String> failing() {
        String wrong = Secrets.encoded(Secrets.WRONG);
        String right = Secrets.encoded(Secrets.RIGHT);
        Map<String, String> failing = new LinkedHashMap<>();
        failing.put("a wrong password", keys(Secrets.WRONG));
        failing.put("a wrong password in the URL", dsn("postgres://app:" + wrong + "@", ""));
        failing.put(
                "a wrong password in the JDBC URL",
                dsn("jdbc:postgresql://", "?user=app&password=" + wrong));
        failing.put("an unknown database", keys(Secrets.RIGHT) + "database = nowhere\n");
        failing.put("an unreachable server", keys(Secrets.RIGHT) + "port = 1\n");
        failing.put(
                "an unreachable server in the URL",
                "type = postgres, dsn = \"postgres://app:" + right + "@localhost:1/app\"");
        failing.put(
                "an unknown host",
                "type = postgres, dsn = \"postgres://app:" + right + "@host.invalid/app\"");
        failing.put(
                "a certificate of somebody else",
                keys(Secrets.RIGHT) + "sslmode = verify-ca, ssl-root-cert = \"" + another + "\"\n");
        failing.put(
                "a certificate for another name",
                keys(Secrets.RIGHT)
                        + "host = 127.0.0.1, sslmode = verify-full, ssl-root-cert = \""
                        + authority
                        + "\"\n");
        String raw = Secrets.RIGHT.replace("\"", "");
        for (String dsn :
                List.of(
                        "postgres://app:" + raw + "@localhost/app",
                        "jdbc:postgresql://app:" + raw + "@localhost/app",
                        "jdbc:postgresql://localhost/app?password=" + raw + "&" + raw,
                        "mysql://app:" + right + "@localhost/app",
                        "postgres://app:" + right + "@localhost:port/app",
                        "postgres://localhost/app?sslpassword=" + right,
                        "postgres://localhost/app?" + right,
                        raw)) {
            failing.put("malformed dsn " + failing.size(), "type = postgres, dsn = \"" + dsn + '"');
        }
        failing.put(
                "a password beside that of the dsn",
                dsn("postgres://app:" + right + "@", "")
                        + "password = "
                        + Secrets.quoted(Secrets.WRONG));
        failing.put(
                "a password at the wrong place",
                keys(Secrets.RIGHT) + "passwort = " + Secrets.quoted(Secrets.WRONG));
        failing.put(
                "a password that is a list",
                keys(Secrets.RIGHT) + "password = [" + Secrets.quoted(Secrets.WRONG) + "]");
        return failing;
    }

    @Override
    public Optional<String> reading(Path file) {
        return Optional.of(keys() + "password-file = \"" + file + "\"\n");
    }

    @Override
    public void setSecret(String secret) {
        run("alter role app password '" + secret + "'");
    }

    private String keys(String password) {
        return keys() + "password = " + Secrets.quoted(password) + "\n";
    }

    private String keys() {
        return "type = postgres, host = localhost, user = app, database = app, port = %d\n"
                .formatted(network.port());
    }

    private String dsn(String before, String after) {
        return "type = postgres, dsn = \"%slocalhost:%d/app%s\"\n"
                .formatted(before, network.port(), after);
    }

    @Override
    public void use(NamedConnection connection, Printer printer) {
        SqlStatements.run(connection, printer);
    }

    /** Every other time the password is changed, and then nobody gets in. */
    @Override
    public boolean breakDown() throws IOException {
        if (breakdowns++ % 2 == 0) {
            network.refuse();
        } else {
            run(
                    "alter role app password 'another'",
                    "select pg_terminate_backend(pid) from pg_stat_activity"
                            + " where usename = 'app'");
        }
        return true;
    }

    @Override
    public void mend() {
        network.mend();
        setSecret(Secrets.RIGHT);
    }

    @Override
    public void close() throws IOException {
        network.close();
        server.close();
        Files.delete(authority);
        Files.delete(another);
    }
}
