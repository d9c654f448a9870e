package io.dbm.it.chaos;

import com.example.faulty.FaultProxy;
import io.dbm.NamedConnection;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** A real PostgreSQL server, which every fault may befall. */
final class PostgresTarget implements Target {

    private final KillablePostgres server = new KillablePostgres();
    private final FaultProxy network = new FaultProxy(server.port());

    PostgresTarget() throws IOException {}

    @Override
    public Set<Fault> faults() {
        return EnumSet.allOf(Fault.class);
    }

    @Override
    public FaultProxy network() {
        return network;
    }

    @Override
    public KillablePostgres server() {
        return server;
    }

    @Override
    public String wordsOfCommit() {
        return "COMMIT";
    }

    @Override
    public String settings() {
        return "type = postgres, host = localhost, user = postgres, database = postgres,"
                + " sslmode = disable, port = "
                + network.port()
                + "\nmybatis.mappers = [io.dbm.it.chaos.Statements]";
    }

    @Override
    public Work work(NamedConnection connection, Notes notes) {
        SqlRows.prepare(connection);
        return new SqlWork(Handles.of(connection), notes, "select 1 from pg_sleep(60)");
    }

    @Override
    public Map<Long, Rows> rows() throws SQLException {
        try (Connection connection = server.connect()) {
            return SqlRows.read(connection);
        }
    }

    @Override
    public Set<String> faultsOfRows() throws SQLException {
        try (Connection connection = server.connect()) {
            return SqlRows.faults(connection);
        }
    }

    @Override
    public int sessions() throws SQLException {
        return server.sessions();
    }

    @Override
    public void close() throws IOException {
        network.close();
        server.close();
    }
}
