package io.dbm.it;

import io.dbm.provider.mssql.tds.TdsServer;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The stand-in for SQL Server: started when first asked for, stopped with the JVM. */
final class TestMssql {

    private static final TdsServer SERVER =
            TdsServer.start(Optional.empty(), Map.of("app", "app-password"), List.of("app"));

    private TestMssql() {}

    /** Returns the settings of a connection, as they stand between its braces. */
    static String settings() {
        return """
        type = mssql, host = localhost, port = %d, sslmode = disable
        user = app, password = app-password, database = app
        """
                .formatted(SERVER.port());
    }
}
