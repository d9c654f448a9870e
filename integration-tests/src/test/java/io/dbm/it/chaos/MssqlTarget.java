package io.dbm.it.chaos;

import com.example.faulty.FaultProxy;
import io.dbm.NamedConnection;
import io.dbm.it.chaos.Fault.Place;
import io.dbm.provider.mssql.tds.TdsServer;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** SQL Server's stand-in: its data ends with its process, so that only its network has faults. */
final class MssqlTarget implements Target {

    private final TdsServer server =
            TdsServer.start(
                    Optional.empty(), Map.of("app", "app-password"), List.of("master", "app"));
    private final FaultProxy network = new FaultProxy(server.port());

    MssqlTarget() throws IOException {}

    @Override
    public Set<Fault> faults() {
        return Arrays.stream(Fault.values())
                .filter(fault -> fault.place() != Place.SERVER && fault != Fault.ROTATION)
                .collect(Collectors.toSet());
    }

    @Override
    public FaultProxy network() {
        return network;
    }

    /** SQL Server is told it in UTF-16. */
    @Override
    public String wordsOfCommit() {
        return "C\0O\0M\0M\0I\0T";
    }

    @Override
    public String settings() {
        return "type = mssql, host = localhost, user = app, password = app-password, database ="
                + " app, sslmode = disable, port = "
                + network.port()
                + "\nmybatis.mappers = [io.dbm.it.chaos.Statements]";
    }

    @Override
    public Work work(NamedConnection connection, Notes notes) {
        SqlRows.prepare(connection);
        return new SqlWork(Handles.of(connection), notes, "waitfor delay '00:01:00'; select 1");
    }

    @Override
    public Map<Long, Rows> rows() throws SQLException {
        try (Connection connection = connect()) {
            return SqlRows.read(connection);
        }
    }

    @Override
    public Set<String> faultsOfRows() throws SQLException {
        try (Connection connection = connect()) {
            return SqlRows.faults(connection);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(
                "jdbc:sqlserver://localhost:"
                        + server.port()
                        + ";encrypt=false;databaseName=app;user=app;password=app-password");
    }

    @Override
    public int sessions() {
        return server.clients();
    }

    @Override
    public void close() throws IOException {
        network.close();
        server.close();
    }
}
