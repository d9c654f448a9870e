package io.dbm.it.reference;

import com.example.faulty.FaultProxy;
import io.dbm.provider.postgres.PostgresServer;
import java.io.IOException;

/** The PostgreSQL server, on a network of one's own. */
final class PostgresTestDatabase implements JdbcTestDatabase {

    private final FaultProxy network;

    PostgresTestDatabase() throws IOException {
        network = new FaultProxy(PostgresServer.port());
    }

    @Override
    public String settings() {
        return settings(network.port());
    }

    static String settings(int port) {
        return settingsWithoutLogin(port) + "user = app, password = app\n";
    }

    static String settingsWithoutLogin(int port) {
        return "type = postgres, host = localhost, database = app, port = %d\n".formatted(port);
    }

    @Override
    public String settingsOfNothing() throws IOException {
        return settings(Ports.closed());
    }

    @Override
    public String endless() {
        return "select 1 from pg_sleep(60)";
    }

    FaultProxy network() {
        return network;
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
    }
}
