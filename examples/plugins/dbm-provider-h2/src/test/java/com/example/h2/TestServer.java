package com.example.h2;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.h2.tools.Server;

/** A server with one database in memory, which lives as long as this. */
final class TestServer implements AutoCloseable {

    private final Connection anchor;
    private Server server;

    TestServer() throws SQLException {
        anchor = DriverManager.getConnection("jdbc:h2:mem:contract", "tester", "tck-password");
        server = Server.createTcpServer("-tcpPort", "0").start();
    }

    String connection(String password) {
        return "type = h2, port = %d, database = \"mem:contract\", user = tester, password = %s"
                .formatted(server.getPort(), password);
    }

    int connections() throws SQLException {
        try (ResultSet sessions =
                anchor.createStatement()
                        .executeQuery("SELECT COUNT(*) - 1 FROM INFORMATION_SCHEMA.SESSIONS")) {
            sessions.next();
            return sessions.getInt(1);
        }
    }

    void stop() {
        server.stop();
    }

    void startAgain() throws SQLException {
        String port = String.valueOf(server.getPort());
        server = Server.createTcpServer("-tcpPort", port).start();
    }

    @Override
    public void close() throws SQLException {
        try (anchor) {
            server.stop();
        }
    }
}
