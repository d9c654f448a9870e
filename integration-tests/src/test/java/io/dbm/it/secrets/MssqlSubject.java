package io.dbm.it.secrets;

import com.example.faulty.FaultProxy;
import com.example.tls.Certificate;
import io.dbm.NamedConnection;
import io.dbm.provider.mssql.tds.TdsServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The stand-in for SQL Server, behind Microsoft's driver, with TLS. */
final class MssqlSubject implements Subject {

    /** What is to be found in what it prints: else it has not been everywhere. */
    static final List<String> SIGNS =
            List.of(
                    "the secret has changed",
                    "com.microsoft.sqlserver.jdbc",
                    "com.zaxxer.hikari",
                    "event=opened",
                    "Login failed for user 'app'",
                    "Cannot open database \"nowhere\"",
                    "is not from an authority in",
                    "the server's certificate is for localhost, not for 127.0.0.1",
                    "the latest attempt to open one failed",
                    "no_such_table");

    private final Certificate certificate = Certificate.issueFor("localhost");
    private final Path authority = Files.createTempFile("authority", ".pem");
    private final Path another = Files.createTempFile("another", ".pem");
    private final TdsServer server;
    private final FaultProxy network;
    private int breakdowns;

    MssqlSubject() throws IOException {
        Files.writeString(authority, certificate.certificatePem());
        Files.writeString(another, Certificate.issueFor("localhost").certificatePem());
        server =
                TdsServer.start(
                        Optional.of(certificate.serverContext()),
                        Map.of("app", Secrets.RIGHT),
                        List.of("app"));
        network = new FaultProxy(server.port());
    }

    @Override
    public List<String> working() {
        String right = Secrets.encoded(Secrets.RIGHT);
        return List.of(
                keys(Secrets.RIGHT) + "sslmode = disable\n",
                url("app:" + right + "@localhost:" + network.port(), "&sslmode=require"),
                jdbc(Secrets.RIGHT),
                keys(Secrets.RIGHT)
                        + "properties { clientKeyPassword = "
                        + Secrets.quoted(Secrets.WRONG)
                        + " }\nsslmode = verify-full, ssl-root-cert = \""
                        + authority
                        + "\"\n");
    }

    @Override
    public Map<String, String> failing() {
        String wrong = Secrets.encoded(Secrets.WRONG);
        String right = Secrets.encoded(Secrets.RIGHT);
        String place = "localhost:" + network.port();
        Map<String, String> failing = new LinkedHashMap<>();
        failing.put("a wrong password", keys(Secrets.WRONG) + "sslmode = require\n");
        failing.put(
                "a wrong password in the URL",
                url("app:" + wrong + "@" + place, "&sslmode=require"));
        failing.put("a wrong password in the JDBC URL", jdbc(Secrets.WRONG));
        failing.put(
                "an unknown database",
                keys(Secrets.RIGHT) + "sslmode = require, database = nowhere\n");
        failing.put("an unreachable server", keys(Secrets.RIGHT) + "port = 1\n");
        failing.put("an unreachable server in the URL", url("app:" + right + "@localhost:1", ""));
        failing.put("an unknown host", url("app:" + right + "@host.invalid", ""));
        failing.put(
                "a certificate of somebody else",
                keys(Secrets.RIGHT) + "sslmode = verify-ca, ssl-root-cert = \"" + another + "\"\n");
        failing.put(
                "a certificate for another name",
                keys(Secrets.RIGHT)
                        + "host = 127.0.0.1, sslmode = verify-full, ssl-root-cert = \""
                        + authority
                        + "\"\n");
        failing.put(
                "a wrong password of the trusted authorities",
                keys(Secrets.RIGHT)
                        + "properties { trustStore = \"%s\", trustStorePassword = %s }\n"
                                .formatted(authority, Secrets.quoted(Secrets.WRONG)));
        failing.put(
                "a password among the properties",
                keys(Secrets.RIGHT)
                        + "properties { passwrod = %s }\n"
                                .formatted(Secrets.quoted(Secrets.WRONG)));
        addMalformed(failing);
        failing.put(
                "a password beside that of the dsn",
                url("app:" + right + "@" + place, "&sslmode=require")
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

    private static void addMalformed(Map<String, String> failing) {
        String raw = Secrets.RIGHT;
        String right = Secrets.encoded(Secrets.RIGHT);
        for (String dsn :
                List.of(
                        "sqlserver://app:" + raw + "@localhost?database=app",
                        "jdbc:sqlserver://app:" + raw + "@localhost;database=app",
                        "jdbc:sqlserver://localhost;database=app;password=" + raw + ";" + raw,
                        "jdbc:sqlserver://localhost;database=app;password={" + raw,
                        "mysql://app:" + right + "@localhost/app",
                        "sqlserver://app:" + right + "@localhost:port?database=app",
                        "sqlserver://localhost?database=app&" + right,
                        raw)) {
            failing.put(
                    "malformed dsn " + failing.size(),
                    "type = mssql, dsn = " + Secrets.quoted(dsn) + "\n");
        }
    }

    @Override
    public Optional<String> reading(Path file) {
        return Optional.of(keys() + "sslmode = require, password-file = \"" + file + "\"\n");
    }

    @Override
    public void setSecret(String secret) {
        server.setPassword("app", secret);
    }

    private String keys(String password) {
        return keys() + "password = " + Secrets.quoted(password) + "\n";
    }

    private String keys() {
        return "type = mssql, host = localhost, user = app, database = app, port = %d\n"
                .formatted(network.port());
    }

    private static String url(String place, String more) {
        return "type = mssql, dsn = \"sqlserver://" + place + "?database=app" + more + "\"\n";
    }

    private String jdbc(String password) {
        return "type = mssql, dsn = "
                + Secrets.quoted(
                        "jdbc:sqlserver://localhost:%d;database=app;user=app;sslmode=require;password={%s}"
                                .formatted(network.port(), password.replace("}", "}}")))
                + "\n";
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
            server.setPassword("app", "another");
            server.hangUp();
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
