import io.dbm.provider.postgres.PostgresProvider;
import io.dbm.spi.DatabaseProvider;

/** Opens PostgreSQL databases. */
@SuppressWarnings("requires-automatic") // it states its name
module io.dbm.provider.postgres {
    requires io.dbm.api;
    requires jdk.net;
    requires org.postgresql.jdbc;
    requires static org.jspecify;

    // What the driver uses, and has no module-info to say.
    requires java.management;
    requires java.naming;
    requires java.security.jgss;
    requires java.xml;

    // The driver makes what is in it by its name.
    opens io.dbm.provider.postgres.internal to
            org.postgresql.jdbc;

    provides DatabaseProvider with
            PostgresProvider;
}
