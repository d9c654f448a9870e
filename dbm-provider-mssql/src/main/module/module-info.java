import io.dbm.provider.mssql.MssqlProvider;
import io.dbm.spi.DatabaseProvider;

/** Opens Microsoft SQL Server databases. */
@SuppressWarnings("requires-automatic") // it states its name
module io.dbm.provider.mssql {
    requires com.microsoft.sqlserver.jdbc;
    requires io.dbm.api;
    requires java.logging;
    requires static org.jspecify;

    // What the driver uses, and has no module-info to say.
    requires java.management;
    requires java.naming;
    requires java.security.jgss;
    requires java.xml;

    // The driver makes what is in it by its name.
    opens io.dbm.provider.mssql.internal to
            com.microsoft.sqlserver.jdbc;

    provides DatabaseProvider with
            MssqlProvider;
}
