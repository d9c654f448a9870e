package io.dbm.it.reference;

import com.example.faulty.FaultProxy;
import com.example.tls.Certificate;
import io.dbm.provider.mssql.tds.TdsServer;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A stand-in for SQL Server, on a network of its own. */
final class MssqlTestDatabase implements JdbcTestDatabase {

    /** What it shows who asks for TLS. */
    static final Certificate CERTIFICATE = Certificate.issueFor("localhost");

    private final TdsServer server =
            TdsServer.start(
                    Optional.of(CERTIFICATE.serverContext()),
                    Map.of("app", "app-password", "keeper", "keeper-password"),
                    List.of("app", "master"));
    private final FaultProxy network = new FaultProxy(server.port());

    MssqlTestDatabase() throws IOException {
        server.setDefaultSchema("keeper", "shop");
    }

    TdsServer server() {
        return server;
    }

    FaultProxy network() {
        return network;
    }

    @Override
    public String settings() {
        return settings(network.port());
    }

    /** Returns the settings of a connection past the network. */
    String direct() {
        return settings(server.port());
    }

    static String settings(int port) {
        return settingsWithoutLogin(port) + "user = app, password = app-password\n";
    }

    static String settingsWithoutLogin(int port) {
        return """
        type = mssql, host = localhost, database = app, sslmode = require
        port = %d
        """
                .formatted(port);
    }

    @Override
    public String settingsOfNothing() throws IOException {
        return settings(Ports.closed());
    }

    @Override
    public String endless() {
        return "waitfor delay '00:01:00'; select 1";
    }

    @Override
    public void breakDown() throws IOException {
        network.refuse();
    }

    @Override
    public void mend() {
        network.mend();
    }

    @Override
    public void close() throws IOException {
        network.close();
        server.close();
    }
}
