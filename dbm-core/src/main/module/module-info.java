import io.dbm.core.internal.database.JdbcAdapter;
import io.dbm.spi.AccessAdapter;
import io.dbm.spi.CredentialsProvider;
import io.dbm.spi.DatabaseProvider;
import io.dbm.spi.ManagerExtension;

/** Configuration, pools and health, with plain JDBC access. */
@SuppressWarnings({"requires-automatic", "requires-transitive-automatic"}) // they state their names
module io.dbm.core {
    requires transitive io.dbm.api;
    requires transitive typesafe.config;
    requires com.zaxxer.hikari;
    requires java.logging;
    requires java.management;
    requires net.ttddyy.dsproxy;
    requires org.slf4j;
    requires static com.codahale.metrics;
    requires static io.opentelemetry.api;
    requires static io.opentelemetry.context;
    requires static io.opentelemetry.instrumentation.jdbc;
    requires static io.opentelemetry.instrumentation_api_incubator;
    requires static org.jspecify;

    exports io.dbm.core;

    // JMX calls the MBean's methods from a module without a name.
    opens io.dbm.core.internal.jmx;

    uses AccessAdapter;
    uses CredentialsProvider;
    uses DatabaseProvider;
    uses ManagerExtension;

    provides AccessAdapter with
            JdbcAdapter;
}
